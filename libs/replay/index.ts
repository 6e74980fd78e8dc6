import { replays } from './replays.js';

export { Comparisons } from './comparisons.js';
export { compared } from './compared.js';
export { idOfBuild, type BuildRef } from './domain/build-ref.js';
export * as viewDecisions from './domain/view-decisions.js';
export type { Source } from './domain/view-decisions.js';
export { replayEvents, type NewReplayEvent, type ReplayEvent } from './domain/view-events.js';
export type { FinishedBuild, View } from './domain/view.js';
export { HoldBack, type Load } from './hold-back.js';
export { Replay } from './replay.js';
export { ReplayModule } from './replay.module.js';
export { REPLAYS_VIEW } from './replays.js';
export type { RebuildPlace } from './rebuilds.js';
export { Sources } from './sources.js';
export { ViewStates } from './view-states.js';
export const replayProjections = [replays];
