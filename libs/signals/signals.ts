import type { Visibility } from '#event-sourcing';

/** Something that a view shows has changed, and whom it concerns. */
export interface Change {
  /** Name of the projection. */
  readonly view: string;
  readonly position: bigint;
  /** Absent for what belongs to no account: people and the workspace. */
  readonly account?: string | undefined;
  /** People whom it concerns wherever they belong: the person that a `person` stream is about, someone who joins an account. */
  readonly people?: readonly string[];
  readonly visibility: Visibility;
  /** Whether nobody but admins may hear of it. */
  readonly onlyAdmins?: boolean;
}

/** A change as a browser hears of it: it re-reads what it shows of the view, with `X-Read-After: position`. */
export interface Signal {
  /** `BOOT-n`, growing by one with each signal of a process. */
  readonly id: string;
  readonly view: string;
  /** The account that changed; null for people and the workspace. */
  readonly account: string | null;
  /** Decimal. */
  readonly position: string;
}

/** What a subscriber may hear of. */
export interface Hearing {
  readonly person: string;
  /** Accounts that the person is a member of or assigned to. */
  readonly accounts: ReadonlySet<string>;
  /** Whether they may hear of what only the business sees: staff and admins. */
  readonly internal: boolean;
  /** Hears of every account. */
  readonly isAdmin: boolean;
}

export interface Subscription {
  /** Takes the place of what was heard before, at once: rights have changed. */
  update(hearing: Hearing): void;
  close(): void;
}

/** Wake-ups between the projections and whoever waits for a view to change. */
export interface Signals {
  publish(changes: readonly Change[]): void;
  /** A listener that throws is not called again. */
  subscribe(hearing: Hearing, listener: (signal: Signal) => void): Subscription;
  /** Id of the last signal, `BOOT-0` before the first: what a new stream starts from. */
  readonly lastId: string;
  /** What a subscriber missed since it saw `lastEventId`; `reset` when that cannot be told any more and all must be read again. */
  since(lastEventId: string, hearing: Hearing): readonly Signal[] | 'reset';
}
