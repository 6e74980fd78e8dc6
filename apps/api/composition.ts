import { AccessModule } from '#access';
import { AccountsModule } from '#accounts';
import { HistoryModule } from '#history';
import { IdentityModule } from '#identity';
import { NotificationsModule } from '#notifications';
import { ReportingModule } from '#reporting';
import { WorkflowModule } from '#workflow';
import { WorkspaceModule } from '#workspace';
import { DirectoryModule } from './portal-directory.js';

/** The modules of every context of the portal; what they tell and keep is in `#program`. */
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
