import { Refusal, type Decide, type Decider } from './decider.js';
import type { EventCatalog } from './event-catalog.js';
import type { DomainEvent, NewEvent, SealedEvent, StreamName } from './event.js';
import { AppendOutcomeUnknown, NO_STREAM, WrongExpectedRevision, type EventStore } from './event-store.js';
import { emptyFold, foldOne, type DoneCommand } from './folded.js';
import type { PersonalData } from './personal-data.js';
import { Sealer, type CommandContext, type StreamEnd } from './seal.js';
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
// eslint-disable-next-line no-restricted-syntax -- Handlers say it as one sentence: on these, to this stream, by this decider, for this command, decide.
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

/** Where an attempt got to inside its turn: an answer that may be given after a commit, its own or another's. */
interface Step {
  readonly committed: Promise<unknown>;
  readonly isOwn: boolean;
  readonly answer: () => Promise<Outcome>;
}

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
    if (!step) return undefined;
    try {
      await step.committed;
    } catch (error) {
      // What was decided on events that failed is decided again; one's own are only after a conflict.
      if (!step.isOwn || error instanceof WrongExpectedRevision) return undefined;
      throw error;
    }
    return step.answer();
  }

  async #step(): Promise<Step | undefined> {
    const cached = this.on.cache.get(this.stream) as Tip<State> | undefined;
    const tip = cached ?? (await this.#load());
    const done = tip.folded.commands.get(this.command.commandId);
    if (done) return after(tip, () => this.#repeated(done));
    const decided = this.#decided(tip.folded.state);
    if (decided.events.length > 0) return this.#prepareAndAppend(tip, decided.events);
    // An append finds out by itself that others were faster; who appends nothing must look.
    if (cached && (await this.#isOutdated(tip))) return undefined;
    return after(tip, () => {
      if (decided.refusal) throw decided.refusal.error;
      return this.#nothing();
    });
  }

  #decided(state: State): { readonly events: readonly NewEvent[]; readonly refusal?: { readonly error: unknown } } {
    try {
      return { events: this.decide(state) };
    } catch (error) {
      return { events: [], refusal: { error } };
    }
  }

  async #prepareAndAppend(tip: Tip<State>, events: readonly NewEvent[]): Promise<Step | undefined> {
    const subjects = this.on.sealer.subjects(events);
    if (subjects.length > 0) await this.on.personal.prepare(subjects);
    return this.on.cache.holds(this.stream, tip) ? this.#append(tip, events) : undefined;
  }

  #append(tip: Tip<State>, events: readonly NewEvent[]): Step {
    const { store, sealer, cache } = this.on;
    const { revision, hash } = tip.folded;
    const end = { stream: this.stream, revision, hash };
    const sealed = sealer.seal(end, events, this.command);
    const committed = appendSurely(store, end, sealed);
    // Also where nobody waits for it: a failure spoils the tip, whatever has been folded into it since.
    committed.catch(() => {
      cache.drop(this.stream, tip);
    });
    tip.committed = committed;
    this.#advance(tip, sealed);
    const eventIds = sealed.map((event) => event.id);
    return {
      committed,
      isOwn: true,
      answer: async () => ({ position: (await committed).at(-1) ?? 0n, eventIds, repeated: false }),
    };
  }

  #advance(tip: Tip<State>, sealed: readonly SealedEvent[]): void {
    try {
      for (const event of sealed) foldOne(this.#by, tip.folded, event, this.command);
      this.on.cache.set(this.stream, tip);
    } catch (error) {
      this.on.cache.drop(this.stream, tip);
      throw error;
    }
  }

  async #load(): Promise<Tip<State>> {
    const folded = emptyFold(this.decider);
    for (const event of await this.on.store.readStream(this.stream)) foldOne(this.#by, folded, event);
    const tip = { folded, committed: Promise.resolve() };
    this.on.cache.set(this.stream, tip);
    return tip;
  }

  /** Whether another process has written to the stream since it was folded. */
  async #isOutdated(tip: Tip<State>): Promise<boolean> {
    const last = await this.on.store.readLast(this.stream);
    if ((last?.revision ?? NO_STREAM) <= tip.folded.revision) return false;
    this.on.cache.drop(this.stream, tip);
    return true;
  }

  get #by() {
    return { decider: this.decider, catalog: this.on.catalog };
  }

  async #nothing(): Promise<Outcome> {
    const last = await this.on.store.readLast(this.stream);
    return { position: last?.position ?? 0n, eventIds: [], repeated: false };
  }

  async #repeated(done: DoneCommand): Promise<Outcome> {
    if (done.print !== this.command.commandPrint) {
      const sentence = 'This Idempotency-Key was used for another request. Use a new one.';
      throw new Refusal('idempotency-key-reused', sentence, 'invalid');
    }
    const events = await this.on.store.readStream(this.stream, { from: done.from, limit: done.to - done.from + 1 });
    return { position: events.at(-1)?.position ?? 0n, eventIds: events.map((event) => event.id), repeated: true };
  }
}

/** An answer that rests on a tip, and so on the commit of what was last folded into it. */
function after({ committed }: Tip, answer: Step['answer']): Step {
  return { committed, isOwn: false, answer };
}

/** Appends; while the outcome is unknown the very same events are sent again, so nothing is doubled. */
async function appendSurely(
  store: EventStore,
  end: StreamEnd,
  sealed: readonly SealedEvent[],
): Promise<readonly bigint[]> {
  let unknown: AppendOutcomeUnknown | undefined;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await store.append(end.stream, end.revision, sealed);
    } catch (error) {
      if (error instanceof AppendOutcomeUnknown) unknown = error;
      // That a later try did not get through says nothing of an earlier one; a conflict does.
      if (!unknown || error instanceof WrongExpectedRevision) throw error;
      if (attempt === TRIES) throw unknown;
    }
  }
}
