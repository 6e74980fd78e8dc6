import { PORTICO, uuidv5, type Decider, type StreamName } from '#event-sourcing';
import { idOfBuild, type BuildRef } from './build-ref.js';
import type { BuildsCompared, EventLeftOut, ReplayEvent } from './view-events.js';

/** The stream of what admins decide about a view. */
export function streamOfView(name: string): StreamName {
  return `view-${uuidv5(PORTICO, name)}`;
}

/** A rebuild that is not finished. */
export interface Building extends BuildRef {
  isPaused: boolean;
  readonly startedAt: string;
  /** Person id, or a name such as `portico`. */
  readonly startedBy: string;
}

/** What a rebuild made, and in how much time. */
export interface Made {
  /** Read from the log. */
  readonly events: number;
  readonly documents: number;
  readonly seconds: number;
}

/** A build that caught up and does not need its rebuild any more. */
export interface FinishedBuild extends BuildRef {
  /** When it was finished, and how long that took; absent for what no rebuild made. */
  readonly rebuilt: (Made & { readonly at: string }) | undefined;
  /** When it ceased to serve; absent for one that never did, or does. */
  retiredAt: string | undefined;
}

export type Compared = ReturnType<(typeof BuildsCompared)['schema']['parse']> & { readonly at: string };

export type LeftOutEvent = ReturnType<(typeof EventLeftOut)['schema']['parse']>;

/** What was decided about one view. */
export interface View {
  /** Absent until somebody switched: then what the runner makes by itself serves. */
  serving: BuildRef | undefined;
  building: Building | undefined;
  /** The highest number that a build was given. */
  lastBuild: number;
  /** Builds that are not dropped, by id; the one that serves is among them once somebody switched. */
  readonly finished: Map<string, FinishedBuild>;
  readonly dropped: Set<string>;
  /** The last comparison of each build, by the id of the one that did not serve. */
  readonly compared: Map<string, Compared>;
  /** By the id of the event. */
  readonly leftOut: Map<string, LeftOutEvent>;
}

export const view: Decider<View, ReplayEvent> = {
  initial: () => ({
    serving: undefined,
    building: undefined,
    lastBuild: 0,
    finished: new Map(),
    dropped: new Set(),
    compared: new Map(),
    leftOut: new Map(),
  }),
  evolve: (state, event) => {
    switch (event.type) {
      case 'BuildsCompared':
        state.compared.set(idOfBuild(event.data.after), { ...event.data, at: event.at });
        break;
      case 'ViewSwitched':
        switchTo(state, event);
        break;
      case 'EventLeftOut':
        state.leftOut.set(event.data.eventId, event.data);
        break;
      default:
        build(state, event);
    }
    return state;
  },
};

function build(state: View, event: Exclude<ReplayEvent, { type: 'BuildsCompared' | 'ViewSwitched' | 'EventLeftOut' }>) {
  const { version, build } = event.data;
  const id = idOfBuild({ version, build });
  switch (event.type) {
    case 'RebuildStarted':
      state.building = { version, build, isPaused: false, startedAt: event.at, startedBy: event.actor };
      state.lastBuild = Math.max(state.lastBuild, build);
      break;
    case 'RebuildFinished':
      state.building = undefined;
      state.finished.set(id, {
        version,
        build,
        rebuilt: { at: event.at, ...madeOf(event.data) },
        retiredAt: undefined,
      });
      break;
    case 'BuildDropped':
      if (state.building && idOfBuild(state.building) === id) state.building = undefined;
      state.finished.delete(id);
      state.compared.delete(id);
      state.dropped.add(id);
      break;
    default:
      if (state.building) state.building.isPaused = event.type === 'RebuildPaused';
  }
}

function switchTo(state: View, { data: { from, to }, at }: Extract<ReplayEvent, { type: 'ViewSwitched' }>): void {
  const known = ({ version, build }: BuildRef): FinishedBuild =>
    state.finished.get(idOfBuild({ version, build })) ?? { version, build, rebuilt: undefined, retiredAt: undefined };
  state.serving = to;
  state.finished.set(idOfBuild(from), { ...known(from), retiredAt: at });
  state.finished.set(idOfBuild(to), { ...known(to), retiredAt: undefined });
}

function madeOf({ events, documents, seconds }: Made): Made {
  return { events, documents, seconds };
}
