import { accessProjections } from '#access';
import { accountsProjections } from '#accounts';
import { historyProjections } from '#history';
import { identityProjections } from '#identity';
import type { AnyProjection } from '#read-models';
import { replayProjections } from '#replay';
import { reportingProjections } from '#reporting';
import { workflowProjections } from '#workflow';
import { workspaceProjections } from '#workspace';

export { events } from './world.js';

/** All views that a portal keeps. */
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
