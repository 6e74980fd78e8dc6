import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore, StoredEvent } from '#event-sourcing';
import { Chains, brokenAt, type Broken } from '#event-store';
import { underFileLock } from '#vault';
import { firstAnchor, hashOfLine, lineOf, signedAnchor, type Anchor } from './anchor.js';
import { ANCHORS, appendLines, completeLines, readEnd, type AnchorsEnd } from './anchor-file.js';
import { checkingKey, keepKey, keyOf, newSeed, signingKey, wrongWithKeys } from './anchor-keys.js';
import { AnchorWitness } from './anchor-witness.js';
import { Segment, coveredBy } from './segment.js';

/** The log or its anchors are not what they were: nothing may be signed over that. */
export class HistoryDisagrees extends Error {
  override readonly name = 'HistoryDisagrees';

  constructor(readonly place: Broken) {
    super(placeText(place));
  }
}

/** A place and what is wrong there, in words. */
export function placeText({ stream, revision, position, reason }: Broken): string {
  const where = [
    ...(stream === null ? [] : [revision === null ? stream : `${stream} at revision ${revision}`]),
    ...(position === null ? [] : [stream === null ? `position ${position}` : `(position ${position})`]),
  ].join(' ');
  return where === '' ? reason : `${where}: ${reason}`;
}

export interface AnchoringOptions {
  readonly store: EventStore;
  /** The folder of keys, which holds the anchors too. */
  readonly keys: string;
  readonly now: () => Date;
}

/** Most events of an anchor: so many are looked at again when anchoring is resumed. */
const FULL = 1_000;
/** Streams whose ends are remembered; what was forgotten is read again. */
const REMEMBERED = 20_000;

interface Place {
  readonly key: KeyObject;
  end: AnchorsEnd;
  /** What was read since the last anchor. */
  segment: Segment;
}

/**
 * Makes anchors of a log, from the last one on. Each event is checked before it is covered: that it follows in its
 * stream, and that the last anchor's events are still there. Several processes may do this at the same time.
 */
export class Anchoring {
  #place: Place | undefined;
  readonly #chains = new Chains();

  constructor(private readonly options: AnchoringOptions) {}

  /** The last anchor; `undefined` before anything was taken. */
  get last(): Anchor | undefined {
    return this.#place?.end.last;
  }

  /** Whether something was taken that no anchor covers yet. */
  get isOpen(): boolean {
    return this.#place !== undefined && this.#place.segment.size > 0;
  }

  /**
   * Takes the next events of the log, and makes an anchor when there are enough for one.
   *
   * @returns how many it took; 0 at the log's end
   * @throws HistoryDisagrees
   */
  async take(limit: number): Promise<number> {
    const place = (this.#place ??= await this.#resume());
    const { segment } = place;
    const page = await this.#read(segment, Math.min(limit, FULL - segment.size));
    for (const event of page) {
      const broken = brokenAt(event, segment.position, await this.#follow(event));
      if (broken) throw new HistoryDisagrees(broken);
      segment.add(event.position, event.hash);
    }
    if (segment.size === FULL) await this.sign();
    return page.length;
  }

  /**
   * Makes an anchor of what was taken since the last one, on disk when it resolves. Where another process was faster,
   * what was taken is taken again behind its anchor.
   *
   * @throws HistoryDisagrees
   */
  async sign(): Promise<void> {
    const place = this.#place;
    if (!place || place.segment.size === 0) return;
    await this.#locked(async () => {
      const { hash, last, size } = await this.#end(place.key);
      if (hash !== place.end.hash) {
        this.#place = undefined;
        return;
      }
      const { position, ...covered } = place.segment.end();
      const at = this.options.now().toISOString();
      const anchor = signedAnchor({ at, prev: hash, position: String(position), ...covered }, place.key);
      const line = lineOf(anchor);
      const end = await appendLines(this.options.keys, size, [line]);
      place.end = { before: last, last: anchor, hash: hashOfLine(line), size: end };
      place.segment = new Segment({ position, ...covered });
    });
  }

  async #read({ position }: Segment, limit: number): Promise<StoredEvent[]> {
    const { store } = this.options;
    const page = await store.readAll(position, { limit });
    if (page.length === 0 && (await store.head()) < position)
      throw new HistoryDisagrees({
        stream: null,
        revision: null,
        position,
        reason: 'the log ends before it, and did not a moment ago',
      });
    return page;
  }

  /** Why an event does not follow in its stream. */
  async #follow(event: StoredEvent): Promise<string | undefined> {
    if (this.#chains.count > REMEMBERED) this.#chains.forget();
    if (event.revision > 0 && !this.#chains.knows(event.stream)) {
      const [before] = await this.options.store.readStream(event.stream, { from: event.revision - 1, limit: 1 });
      if (before?.revision === event.revision - 1) this.#chains.trust(before);
    }
    return this.#chains.follow(event);
  }

  async #resume(): Promise<Place> {
    // Where another process went on, streams have gone on as well.
    this.#chains.forget();
    const key = await this.#locked(async () => this.#key());
    const end = await this.#end(key);
    await this.#mustAgree(end);
    return { key, end, segment: new Segment(coveredBy(end.last)) };
  }

  /** What the last anchor covers must be there still. What older ones cover, `verify` looks at. */
  async #mustAgree({ before, last }: AnchorsEnd): Promise<void> {
    if (!before) return;
    const start = coveredBy(before);
    const witness = new AnchorWitness([last], start);
    let after = start.position;
    for (const event of await this.options.store.readAll(after, { limit: last.events - before.events })) {
      const broken = brokenAt(event, after, (await this.#follow(event)) ?? witness.follow(event));
      if (broken) throw new HistoryDisagrees(broken);
      after = event.position;
    }
    const missing = witness.missing();
    if (missing) throw new HistoryDisagrees(missing);
  }

  async #end(key: KeyObject): Promise<AnchorsEnd> {
    const end = await readEnd(this.options.keys, key);
    if (!end) throw disagreement(`the end of ${ANCHORS} is not what this portal wrote`);
    return end;
  }

  /** The key; made with the first anchor where there is none. A kill on the way leaves nothing that the next try trips over. */
  #key(): KeyObject {
    const { keys, now } = this.options;
    const path = join(keys, ANCHORS);
    const key = signingKey(keys);
    if (key) {
      const wrong = wrongWithKeys(keys, checkingKey(keys)) ?? (existsSync(path) ? undefined : `${ANCHORS} is missing`);
      if (wrong !== undefined) throw disagreement(wrong);
      return key;
    }
    const lines = existsSync(path) ? completeLines(readFileSync(path, 'utf8')) : [];
    if (lines.length > 1) throw disagreement('anchors.key, which signs the anchors, is missing');
    const seed = newSeed();
    const draft = `${path}.new`;
    writeFileSync(draft, `${lineOf(firstAnchor(now().toISOString(), keyOf(seed)))}\n`, { mode: 0o600, flush: true });
    renameSync(draft, path);
    keepKey(keys, seed);
    return keyOf(seed);
  }

  #locked<Result>(work: () => Promise<Result>): Promise<Result> {
    return underFileLock(join(this.options.keys, 'anchors.lock'), work);
  }
}

function disagreement(reason: string): HistoryDisagrees {
  return new HistoryDisagrees({ stream: null, revision: null, position: null, reason });
}

const PAGE = 500;

/**
 * Covers the log up to its end, or as far as it comes in time.
 *
 * @param deadline by `performance.now()`
 * @throws HistoryDisagrees
 */
export async function anchorToEnd(anchoring: Anchoring, deadline = Number.POSITIVE_INFINITY): Promise<void> {
  do {
    while (performance.now() < deadline && (await anchoring.take(PAGE)) > 0);
    await anchoring.sign();
    // Where another process was faster, nothing is known now.
  } while (anchoring.last === undefined && performance.now() < deadline);
}
