import type { Decide } from '#event-sourcing';
import { openDataFolder, openStores, type Config, type DataFolder, type Stores } from '#platform';
import { events } from '#program';
import type { BuildRef, NewReplayEvent, Source, Sources, View } from '#replay';
import { replayAlone } from './replay-alone.js';
import { replayBeside } from './replay-beside.js';
import type { Terminal } from './terminal.js';
import { LOG_CACHE, mustBeWhole } from './world.js';

/** Does what is asked of views: itself, or by a portal that is at work in the folder. */
export interface Replaying {
  /** The views that are asked about. */
  readonly sources: Sources;
  stateOf(source: Source): Promise<View>;
  /** @throws Refusal */
  decide(source: Source, decision: Decide<View, NewReplayEvent>): Promise<void>;
  /** @throws Refusal */
  compare(source: Source, build: BuildRef): Promise<void>;
  /** Resolves when no rebuild of the view is under way any more. @throws CommandFailed when it fails */
  untilBuilt(source: Source): Promise<void>;
}

export interface ReplayWish {
  readonly config: Config;
  /** Names of the views that are asked about. */
  readonly views: ReadonlySet<string>;
  readonly terminal: Terminal;
}

/** A wish, and the data folder that it is about. */
export interface OpenedWish extends ReplayWish {
  readonly folder: DataFolder;
  readonly stores: Stores;
}

/** Opens the data folder for as long as `work` takes: beside a portal, or else with its lease, so that none begins meanwhile. */
export async function replaying(wish: ReplayWish, work: (replay: Replaying) => Promise<void>): Promise<void> {
  mustBeWhole(wish.config);
  const { folder, isServed } = await openFolder(wish.config);
  try {
    const stores = openStores(folder, events, { logCache: LOG_CACHE });
    try {
      await (isServed ? replayBeside : replayAlone)({ ...wish, folder, stores }, work);
    } finally {
      await stores.close();
    }
  } finally {
    folder.close();
  }
}

async function openFolder(config: Config): Promise<{ readonly folder: DataFolder; readonly isServed: boolean }> {
  const folder = await openDataFolder(config, { portal: false });
  if (folder.isServed()) return { folder, isServed: true };
  folder.close();
  return { folder: await openDataFolder(config, { portal: true }), isServed: false };
}
