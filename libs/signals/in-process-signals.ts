import { randomBytes } from 'node:crypto';
import { mayHear } from './hearing.js';
import type { Change, Hearing, Signal, Signals, Subscription } from './signals.js';

interface Entry {
  readonly signal: Signal;
  readonly change: Change;
}

class Subscriber {
  constructor(
    public hearing: Hearing,
    readonly listener: (signal: Signal) => void,
  ) {}
}

export interface InProcessSignalsOptions {
  /** Names this process's run; random by default. Holds no dash. */
  readonly boot?: string;
  /** How many signals are remembered for those who come back; 10,000 by default. */
  readonly remembered?: number;
}

/** Signals within one process. A change visits only the subscribers of its account, of its people, and the admins. */
export class InProcessSignals implements Signals {
  readonly #boot: string;
  readonly #ring: (Entry | undefined)[];
  #last = 0;
  readonly #byAccount = new Map<string, Set<Subscriber>>();
  readonly #byPerson = new Map<string, Set<Subscriber>>();
  readonly #admins = new Set<Subscriber>();
  readonly #everyone = new Set<Subscriber>();

  constructor({ boot = randomBytes(6).toString('hex'), remembered = 10_000 }: InProcessSignalsOptions = {}) {
    this.#boot = boot;
    this.#ring = new Array<Entry | undefined>(remembered);
  }

  get lastId(): string {
    return `${this.#boot}-${String(this.#last)}`;
  }

  publish(changes: readonly Change[]): void {
    for (const change of changes) {
      this.#last += 1;
      const signal = {
        id: this.lastId,
        view: change.view,
        account: change.account ?? null,
        position: String(change.position),
      };
      this.#ring[this.#last % this.#ring.length] = { signal, change };
      for (const subscriber of change.onlyAdmins ? new Set(this.#admins) : this.#concerned(change)) {
        if (mayHear(subscriber.hearing, change)) this.#send(subscriber, signal);
      }
    }
  }

  subscribe(hearing: Hearing, listener: (signal: Signal) => void): Subscription {
    const subscriber = new Subscriber(hearing, listener);
    this.#enter(subscriber);
    return {
      update: (next) => {
        if (!this.#everyone.has(subscriber)) return;
        this.#leave(subscriber);
        subscriber.hearing = next;
        this.#enter(subscriber);
      },
      close: () => {
        this.#leave(subscriber);
      },
    };
  }

  since(lastEventId: string, hearing: Hearing): readonly Signal[] | 'reset' {
    const seen = this.#numberOf(lastEventId);
    if (seen === undefined || this.#last - seen > this.#ring.length) return 'reset';
    const missed: Signal[] = [];
    for (let number = seen + 1; number <= this.#last; number += 1) {
      const entry = this.#ring[number % this.#ring.length];
      if (entry && mayHear(hearing, entry.change)) missed.push(entry.signal);
    }
    return missed;
  }

  /** The number in an id of this boot that was really given out. */
  #numberOf(id: string): number | undefined {
    const [boot, digits = '', ...rest] = id.split('-');
    if (boot !== this.#boot || rest.length > 0 || !/^(0|[1-9]\d{0,15})$/.test(digits)) return undefined;
    const number = Number(digits);
    return number <= this.#last ? number : undefined;
  }

  /** A listener that fails is dropped, so that it keeps nothing from the others. */
  #send(subscriber: Subscriber, signal: Signal): void {
    try {
      subscriber.listener(signal);
    } catch {
      this.#leave(subscriber);
    }
  }

  /** A copy, since listeners may subscribe and leave. */
  #concerned({ account, people = [] }: Change): ReadonlySet<Subscriber> {
    if (account === undefined && people.length === 0) return new Set(this.#everyone);
    const found = new Set(this.#admins);
    const byPerson = people.map((person) => this.#byPerson.get(person));
    for (const some of [account === undefined ? undefined : this.#byAccount.get(account), ...byPerson]) {
      for (const subscriber of some ?? []) found.add(subscriber);
    }
    return found;
  }

  #enter(subscriber: Subscriber): void {
    const { person, accounts, isAdmin } = subscriber.hearing;
    this.#everyone.add(subscriber);
    add(this.#byPerson, person, subscriber);
    for (const account of accounts) add(this.#byAccount, account, subscriber);
    if (isAdmin) this.#admins.add(subscriber);
  }

  #leave(subscriber: Subscriber): void {
    const { person, accounts } = subscriber.hearing;
    this.#everyone.delete(subscriber);
    this.#admins.delete(subscriber);
    remove(this.#byPerson, person, subscriber);
    for (const account of accounts) remove(this.#byAccount, account, subscriber);
  }
}

function add(index: Map<string, Set<Subscriber>>, key: string, subscriber: Subscriber): void {
  const some = index.get(key);
  if (some) some.add(subscriber);
  else index.set(key, new Set([subscriber]));
}

function remove(index: Map<string, Set<Subscriber>>, key: string, subscriber: Subscriber): void {
  const some = index.get(key);
  some?.delete(subscriber);
  if (some?.size === 0) index.delete(key);
}
