import { Refusal, type Decide, type Decider } from './decider.js';
import type { EventCatalog } from './event-catalog.js';
import type { DomainEvent, NewEvent, SealedEvent, StreamName } from './event.js';
import { AppendOutcomeUnknown, NO_STREAM, WrongExpectedRevision, type EventStore } from './event-store.js';
import { emptyFold, foldKnown, foldOne, type DoneCommand, type FoldedBy } from './folded.js';
import type { PersonalData } from './personal-data.js';
import { Sealer, type CommandContext, type Sealed, type StreamEnd } from './seal.js';
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
  readonly committed: Promise<readonly bigint[]>;
  readonly isOwn: boolean;
  readonly answer: (positions: readonly bigint[]) => Outcome | Promise<Outcome>;
}

/** `undefined` where the stream turned out to be elsewhere. Waits only for what is not at hand. */
type Stepped = Step | undefined | Promise<Step | undefined>;

class Transaction<State> {
  readonly #by: FoldedBy<State>;

  constructor(
    private readonly on: Transactions,
    private readonly stream: StreamName,
    decider: Decider<State>,
    private readonly command: CommandContext,
    private readonly decide: Decide<State>,
  ) {
    this.#by = { decider, catalog: on.catalog };
  }

  /** One try; `undefined` when the decision must be made again. */
  async attempt(): Promise<Outcome | undefined> {
    const turn = this.on.cache.inTurn(this.stream, this.#step);
    const step = turn instanceof Promise ? await turn : turn;
    if (!step) return undefined;
    let positions: readonly bigint[];
    try {
      positions = await step.committed;
    } catch (error) {
      // What was decided on events that failed is decided again; one's own are only after a conflict.
      if (!step.isOwn || error instanceof WrongExpectedRevision) return undefined;
      throw error;
    }
    return step.answer(positions);
  }

  readonly #step = (): Stepped => {
    const tip = this.on.cache.get(this.stream) as Tip<State> | undefined;
    return tip ? this.#stepFrom(tip, true) : this.#load().then((loaded) => this.#stepFrom(loaded, false));
  };

  #stepFrom(tip: Tip<State>, isRemembered: boolean): Stepped {
    const done = tip.folded.commands.get(this.command.commandId);
    if (done) return after(tip, () => this.#repeated(done));
    const { events, refusal } = this.#decided(tip.folded.state);
    if (events.length > 0) return this.#prepareAndAppend(tip, events);
    const step = after(tip, () => {
      if (refusal) throw refusal.error;
      return this.#nothing();
    });
    // An append finds out by itself that others were faster; who appends nothing must look.
    return isRemembered ? this.#unlessOutdated(tip, step) : step;
  }

  #decided(state: State): { readonly events: readonly NewEvent[]; readonly refusal?: { readonly error: unknown } } {
    try {
      return { events: this.decide(state) };
    } catch (error) {
      return { events: [], refusal: { error } };
    }
  }

  #prepareAndAppend(tip: Tip<State>, events: readonly NewEvent[]): Stepped {
    const subjects = this.on.sealer.subjects(events);
    return subjects.length === 0 ? this.#append(tip, events) : this.#appendPrepared(tip, events, subjects);
  }

  async #appendPrepared(tip: Tip<State>, events: readonly NewEvent[], subjects: readonly string[]) {
    await this.on.personal.prepare(subjects);
    return this.on.cache.holds(this.stream, tip) ? this.#append(tip, events) : undefined;
  }

  #append(tip: Tip<State>, events: readonly NewEvent[]): Step {
    const { store, sealer, cache } = this.on;
    const { revision, hash } = tip.folded;
    const end = { stream: this.stream, revision, hash };
    const sealed = sealer.seal(end, events, this.command);
    const committed = appendSurely(store, end, sealed.events);
    // Also where nobody waits for it: a failure spoils the tip, whatever has been folded into it since.
    committed.catch(() => {
      cache.drop(this.stream, tip);
    });
    tip.committed = committed;
    this.#advance(tip, sealed);
    return {
      committed,
      isOwn: true,
      answer: (positions) => ({
        position: positions.at(-1) ?? 0n,
        eventIds: sealed.events.map((event) => event.id),
        repeated: false,
      }),
    };
  }

  #advance(tip: Tip<State>, { events, said }: Sealed): void {
    const { decider } = this.#by;
    try {
      for (const [index, event] of events.entries())
        foldKnown(decider, tip.folded, { event, data: said[index] ?? null, metadata: this.command });
      this.on.cache.set(this.stream, tip);
    } catch (error) {
      this.on.cache.drop(this.stream, tip);
      throw error;
    }
  }

  async #load(): Promise<Tip<State>> {
    const folded = emptyFold(this.#by.decider);
    for (const event of await this.on.store.readStream(this.stream)) foldOne(this.#by, folded, event);
    const tip = { folded, committed: Promise.resolve([]) };
    this.on.cache.set(this.stream, tip);
    return tip;
  }

  /** The step, unless another process has written to the stream since it was folded. */
  async #unlessOutdated(tip: Tip<State>, step: Step): Promise<Step | undefined> {
    const last = await this.on.store.readLast(this.stream);
    if ((last?.revision ?? NO_STREAM) <= tip.folded.revision) return step;
    this.on.cache.drop(this.stream, tip);
    return undefined;
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
function appendSurely(store: EventStore, end: StreamEnd, sealed: readonly SealedEvent[]): Promise<readonly bigint[]> {
  const append = () => store.append(end.stream, end.revision, sealed);
  return append().catch(async (failure: unknown) => {
    if (!(failure instanceof AppendOutcomeUnknown)) throw failure;
    for (let attempt = 2; attempt <= TRIES; attempt += 1) {
      try {
        return await append();
      } catch (error) {
        // That a later try did not get through says nothing of an earlier one; a conflict does.
        if (error instanceof WrongExpectedRevision) throw error;
      }
    }
    throw failure;
  });
}
