import type { Build } from './build.js';

/** How far a rebuild has come. */
export interface RebuildProgress {
  /** `ready` once it is caught up with the log; `failed` says why in `reason`. */
  readonly phase: 'reading' | 'indexing' | 'catching-up' | 'ready' | 'paused' | 'failed';
  /** Up to where the log was read. */
  readonly position: bigint;
  /** The log's end. */
  readonly head: bigint;
  /** Read since the rebuild was started or resumed in this process. */
  readonly events: number;
  readonly documents: number;
  /** Over the last seconds. */
  readonly eventsPerSecond: number;
  /** Whether it reads slowly because commands wait. */
  readonly heldBack: boolean;
  /** When the last event that it read was recorded; absent before the first. */
  readonly readUntil?: string;
  /** Why it failed. */
  readonly reason?: string;
}

/** What a rebuild needs to know. */
export interface RebuildOptions {
  readonly build: Build;
  /** The log's file; it is only read. */
  readonly log: string;
  /** The folder of views, where the build's file is made. */
  readonly views: string;
  /** A module that exports `events` and `projections`; nothing in it may have effects when it is loaded. */
  readonly projections: URL;
  /** Ids of events that the view leaves out. */
  readonly leftOut: ReadonlySet<string>;
}

/** What a finished rebuild has made. */
export interface Rebuilt {
  readonly events: number;
  readonly documents: number;
  /** Time that it worked. */
  readonly seconds: number;
  /** Up to where the log is in it. */
  readonly position: bigint;
}

/** A rebuild at work in a thread of its own. */
export interface Rebuild {
  readonly build: Build;
  progress(): RebuildProgress;
  /** Calls back a few times a second while something moves. Returns how to stop. */
  onProgress(listener: (progress: RebuildProgress) => void): () => void;
  pause(): void;
  resume(): void;
  /** Commands wait: it reads slowly until it is told otherwise. */
  holdBack(yes: boolean): void;
  /** Ends the thread. What is stored stays, and another start of the same build resumes there. */
  stop(): Promise<void>;
  /**
   * Resolves when the build had caught up with the log's end within the last second; whoever keeps views up to date
   * takes it from there.
   *
   * @throws Error when it fails or was stopped
   */
  readonly done: Promise<Rebuilt>;
}
