import { workflowEvents, workflowProjections } from '#workflow';

/** What a rebuild's thread loads. */
export const events = workflowEvents;
export const projections = workflowProjections;
