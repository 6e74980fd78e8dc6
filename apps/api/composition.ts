import { AccessModule, accessProjections } from '#access';
import { AccountsModule, accountsEvents, accountsProjections } from '#accounts';
import type { AnyEventType } from '#event-sourcing';
import { HistoryModule, historyProjections } from '#history';
import { IdentityModule, identityEvents, identityProjections } from '#identity';
import { NotificationsModule } from '#notifications';
import type { AnyProjection } from '#read-models';
import { replayEvents, replayProjections } from '#replay';
import { ReportingModule, reportingProjections } from '#reporting';
import { WorkflowModule, workflowEvents, workflowProjections } from '#workflow';
import { WorkspaceModule, workspaceEvents, workspaceProjections } from '#workspace';
import { DirectoryModule } from './portal-directory.js';

/** Every context of the portal: its modules, the events that it tells and the views that it keeps. */
export const contexts = [
  DirectoryModule,
  AccessModule,
  IdentityModule,
  WorkspaceModule,
  AccountsModule,
  WorkflowModule,
  HistoryModule,
  ReportingModule,
  NotificationsModule,
];

export const events: readonly AnyEventType[] = [
  ...identityEvents,
  ...workspaceEvents,
  ...accountsEvents,
  ...workflowEvents,
  ...replayEvents,
];

export const projections: readonly AnyProjection[] = [
  ...accessProjections,
  ...identityProjections,
  ...workspaceProjections,
  ...accountsProjections,
  ...workflowProjections,
  ...historyProjections,
  ...reportingProjections,
  ...replayProjections,
];
