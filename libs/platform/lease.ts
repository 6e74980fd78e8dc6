import { randomUUID } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isGone, isOfThisHost, thisProcess, type ProcessIdentity } from './process-identity.js';

const BEAT_MS = 500;
/** A holder that shows no sign of life for this long is hanging, and loses the lease. */
const PATIENCE_MS = 3_000;
/** How long it is watched at least, however old its last sign of life: this process may have been the first to wake up. */
const LOOK_TWICE_MS = 2 * BEAT_MS;
const LOOK_MS = 100;

/** Another portal has taken the data folder over: this process may write nothing more. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver';
  constructor() {
    super('Another portal has taken over the data folder.');
  }
}

/** Who holds a lease. */
export interface Holder extends ProcessIdentity {
  /** Where it answers. */
  readonly url?: string | undefined;
}

/** One holder's file, as it was seen. */
interface Seen {
  readonly term: number;
  /** Absent when the lease was given back. */
  readonly holder: Holder | undefined;
  readonly beatAt: number;
}

/**
 * The right to serve a data folder, held by one process at a time and kept by a heartbeat. A dead process loses it at
 * once, a hanging one (stopped, or on a host that is gone) three seconds after its last sign of life.
 *
 * Each term is a file with a number that never comes again; whoever makes the next one takes the earlier ones away, and
 * a holder whose file is gone has lost. Files rather than a database, because a process that is stopped in the middle of
 * anything here must keep nobody waiting.
 */
export class Lease {
  readonly #lost = new Set<() => void>();
  #mine: string | undefined;
  #beating: NodeJS.Timeout | undefined;

  /** @param url where this process will answer, once it holds the lease */
  constructor(
    private readonly folder: string,
    private readonly url?: string,
  ) {}

  /** Takes the lease; resolves with its holder where that one is alive. */
  async take(): Promise<Holder | undefined> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    for (;;) {
      const seen = this.#newest();
      const alive = seen && isTaken(seen) ? await this.#signOfLife(seen) : undefined;
      if (alive) return alive;
      if (this.#begin((seen?.term ?? 0) + 1)) return undefined;
    }
  }

  /** Watches the holder; `undefined` when it shows no sign of life, is gone, or is somebody else by now. */
  async #signOfLife(seen: Seen): Promise<Holder | undefined> {
    for (let watched = 0; !isHanging(seen, watched); watched += LOOK_MS) {
      await sleep(LOOK_MS);
      const now = this.#newest();
      if (now?.term !== seen.term || !isTaken(now)) return undefined;
      if (now.beatAt !== seen.beatAt) return now.holder;
    }
    return undefined;
  }

  /** The file that stands for it while this process holds it. */
  get file(): string | undefined {
    return this.#mine;
  }

  /** Calls back once, when another process has taken the lease. */
  onLost(listener: () => void): void {
    this.#lost.add(listener);
  }

  /** The living process, this one included, that holds the lease. */
  holder(): Holder | undefined {
    const seen = this.#newest();
    return seen && isTaken(seen) ? seen.holder : undefined;
  }

  /**
   * For the last moment before something is written; of a process that never took the lease it asks nothing. Inside a
   * write transaction it leaves no gap: whoever takes over later finds the transaction's lock.
   *
   * @throws TakenOver
   */
  mustHold(): void {
    if (this.#mine === undefined || existsSync(this.#mine)) return;
    this.#lose();
    throw new TakenOver();
  }

  /** Gives the lease back. Its number stays, so that it is not given again. */
  release(): void {
    clearInterval(this.#beating);
    // What is gone was taken, and is not made again.
    if (this.#mine !== undefined && existsSync(this.#mine)) truncateSync(this.#mine);
    this.#mine = undefined;
  }

  #newest(): Seen | undefined {
    const terms = this.#terms();
    if (terms.length === 0) return undefined;
    const term = Math.max(...terms);
    try {
      const file = this.#fileOf(term);
      const text = readFileSync(file, 'utf8');
      const holder = text === '' ? undefined : (JSON.parse(text) as Holder);
      return { term, holder, beatAt: statSync(file).mtimeMs };
    } catch (error) {
      // Somebody has just begun a later term.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return this.#newest();
      throw error;
    }
  }

  #terms(): number[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  }

  #fileOf(term: number): string {
    return join(this.folder, String(term));
  }

  /** Begins a term, unless somebody else was faster. */
  #begin(term: number): boolean {
    const file = this.#fileOf(term);
    const draft = join(this.folder, `.${randomUUID()}`);
    writeFileSync(draft, JSON.stringify({ ...thisProcess(), url: this.url } satisfies Holder), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      rmSync(draft);
    }
    // From here on whoever held it writes nothing more.
    for (const earlier of this.#terms()) if (earlier < term) rmSync(this.#fileOf(earlier), { force: true });
    this.#mine = file;
    this.#beating = setInterval(() => {
      this.#beat(file);
    }, BEAT_MS).unref();
    return true;
  }

  #beat(file: string): void {
    const now = new Date();
    try {
      utimesSync(file, now, now);
    } catch (error) {
      // A disk that fails for a moment is no reason to give up.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') this.#lose();
    }
  }

  #lose(): void {
    clearInterval(this.#beating);
    const listeners = [...this.#lost];
    this.#lost.clear();
    for (const listener of listeners) listener();
  }
}

function isTaken({ holder }: Seen): boolean {
  return holder !== undefined && !isGone(holder);
}

function isHanging({ holder, beatAt }: Seen, watchedMs: number): boolean {
  if (watchedMs >= PATIENCE_MS) return true;
  // Two hosts' clocks may differ.
  return (
    holder !== undefined && isOfThisHost(holder) && watchedMs >= LOOK_TWICE_MS && Date.now() - beatAt >= PATIENCE_MS
  );
}
