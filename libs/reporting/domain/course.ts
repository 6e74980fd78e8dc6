import type { Side } from '#contracts';

/** Something that counts: where in its project's stream it stands, and when it happened (milliseconds since 1970). */
export interface Fact {
  readonly revision: number;
  readonly at: number;
}

/** Something that lasts; it has no end while it goes on. */
export interface Span {
  readonly from: Fact;
  readonly until: Fact | undefined;
}

/** A project being in a status until it gets another or ends. */
export interface Stay extends Span {
  readonly status: string;
}

/** A side having something to do. */
export interface Wait extends Span {
  readonly side: Side;
}

/** How a project went, as far as it is known: all that figures are made of. */
export interface Course {
  readonly kind: 'run' | 'recorded';
  readonly begun: Fact;
  /** Absent while it is open. */
  readonly ended: Fact | undefined;
  /** Tasks completed for good, or activities. */
  readonly steps: readonly Fact[];
  readonly stays: readonly Stay[];
  /** None for a recorded project: whom it waited on is not known. */
  readonly waits: readonly Wait[];
}

/** Up to when something must have happened to count, and up to when it must have been recorded (milliseconds since 1970). */
export interface Knowledge {
  readonly happened: number;
  readonly recorded: number;
}
