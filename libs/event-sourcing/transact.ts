import { Refusal, type Decide, type Decider } from './decider.js';
import type { EventCatalog } from './event-catalog.js';
import type { DomainEvent, NewEvent, SealedEvent, StreamName } from './event.js';
import { AppendOutcomeUnknown, WrongExpectedRevision, type EventStore } from './event-store.js';
import { emptyFold, foldOne, type DoneCommand, type Folded } from './folded.js';
import type { PersonalData } from './personal-data.js';
import { Sealer, type CommandContext } from './seal.js';
import { StreamCache, type Tip } from './stream-cache.js';

/** Everything that {@link transact} needs and that is the same for each command. */
export class Transactions {
  readonly sealer: Sealer;
  readonly cache = new StreamCache();

  constructor(
    readonly store: EventStore,
    readonly catalog: EventCatalog,
    readonly personal: PersonalData,
  ) {
    this.sealer = new Sealer(catalog, personal);
  }
}

/** What a command did: rebuilt from its own events when it is sent again. */
export interface Outcome {
  /** Position of the command's last event; of the stream's last event when it changed nothing; 0n for a stream without events. */
  readonly position: bigint;
  /** Ids of the command's events, none when it changed nothing. */
  readonly eventIds: readonly string[];
  /** Whether an earlier try of the same command had already done it. */
  readonly repeated: boolean;
}

const TRIES = 4;

/**
 * Decides on a stream and appends what follows: reads (or takes the cached fold), folds, decides, appends at the folded
 * revision. On a conflict it reloads and decides again, at most three times.
 *
 * @throws Refusal the decision's, `idempotency-key-reused` for the same command with another body, or `too-busy` after three conflicts
 */
export async function transact<State, Event extends DomainEvent, New extends NewEvent>(
  on: Transactions,
  stream: StreamName,
  decider: Decider<State, Event>,
  command: CommandContext,
  decide: Decide<State, New>,
): Promise<Outcome> {
  const work = new Transaction(on, stream, decider as unknown as Decider<State>, command, decide);
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const outcome = await work.attempt();
    if (outcome) return outcome;
  }
  throw new Refusal('too-busy', 'Others are changing this at the same moment. Try again.');
}

/** Where an attempt got to inside its turn; what remains is waiting for a commit. */
type Step =
  | { kind: 'done'; done: DoneCommand; tip: Tip }
  | { kind: 'nothing'; tip: Tip }
  | { kind: 'refused'; error: unknown; tip: Tip }
  | { kind: 'appending'; appended: Promise<readonly bigint[]>; sealed: readonly SealedEvent[]; tip: Tip };

class Transaction<State> {
  constructor(
    private readonly on: Transactions,
    private readonly stream: StreamName,
    private readonly decider: Decider<State>,
    private readonly command: CommandContext,
    private readonly decide: Decide<State>,
  ) {}

  /** One try; `undefined` when the stream turned out to be elsewhere and the decision must be made again. */
  async attempt(): Promise<Outcome | undefined> {
    const step = await this.on.cache.inTurn(this.stream, () => this.#step());
    try {
      if (step.kind === 'appending') return appended(await step.appended, step.sealed);
      // What was decided on uncommitted events may only be said once they are committed.
      await step.tip.committed;
    } catch (error) {
      this.on.cache.drop(this.stream, step.tip);
      if (error instanceof WrongExpectedRevision || step.kind !== 'appending') return undefined;
      throw error;
    }
    if (step.kind === 'refused') throw step.error;
    if (step.kind === 'nothing') return this.#nothing();
    return this.#repeated(step.done);
  }

  async #step(): Promise<Step> {
    const tip = await this.#tip();
    const done = tip.folded.commands.get(this.command.commandId);
    if (done) return { kind: 'done', done, tip };
    let events: readonly NewEvent[];
    try {
      events = this.decide(tip.folded.state);
    } catch (error) {
      return { kind: 'refused', error, tip };
    }
    if (events.length === 0) return { kind: 'nothing', tip };
    const subjects = this.on.sealer.subjects(events);
    if (subjects.length > 0) await this.on.personal.prepare(subjects);
    return this.#append(tip, events);
  }

  #append(tip: Tip<State>, events: readonly NewEvent[]): Step {
    const { store, sealer } = this.on;
    const expected = tip.folded.revision;
    const sealed = sealer.seal(
      { stream: this.stream, revision: expected, hash: tip.folded.hash },
      events,
      this.command,
    );
    const append = appendSurely(store, this.stream, expected, sealed);
    const next = { folded: sealed.reduce((folded, event) => this.#fold(folded, event), tip.folded), committed: append };
    // Whoever waits for it handles its failure; alone it must not end the process.
    append.catch(() => {
      this.on.cache.drop(this.stream, next);
    });
    this.on.cache.set(this.stream, next);
    return { kind: 'appending', appended: append, sealed, tip: next };
  }

  async #tip(): Promise<Tip<State>> {
    const cached = this.on.cache.get(this.stream);
    if (cached) return cached as Tip<State>;
    const events = await this.on.store.readStream(this.stream);
    const folded = events.reduce((fold, event) => this.#fold(fold, event), emptyFold(this.decider));
    const tip = { folded, committed: Promise.resolve() };
    this.on.cache.set(this.stream, tip);
    return tip;
  }

  #fold(folded: Folded<State>, event: SealedEvent): Folded<State> {
    return foldOne(this.decider, this.on.catalog, folded, event);
  }

  async #nothing(): Promise<Outcome> {
    const last = await this.on.store.readLast(this.stream);
    return { position: last?.position ?? 0n, eventIds: [], repeated: false };
  }

  async #repeated(done: DoneCommand): Promise<Outcome> {
    if (done.print !== this.command.commandPrint) {
      throw new Refusal(
        'idempotency-key-reused',
        'This Idempotency-Key was used for another request. Use a new one.',
        'invalid',
      );
    }
    const events = await this.on.store.readStream(this.stream, { from: done.from, limit: done.to - done.from + 1 });
    return { position: events.at(-1)?.position ?? 0n, eventIds: events.map((event) => event.id), repeated: true };
  }
}

/** Appends; while the outcome is unknown the very same events are sent again, so nothing is doubled. */
async function appendSurely(
  store: EventStore,
  stream: StreamName,
  expected: number,
  sealed: readonly SealedEvent[],
): Promise<readonly bigint[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store.append(stream, expected, sealed);
    } catch (error) {
      if (!(error instanceof AppendOutcomeUnknown) || attempt === TRIES) throw error;
    }
  }
}

function appended(positions: readonly bigint[], sealed: readonly SealedEvent[]): Outcome {
  return { position: positions.at(-1) ?? 0n, eventIds: sealed.map((event) => event.id), repeated: false };
}
