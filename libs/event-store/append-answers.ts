import { AppendOutcomeUnknown, StoreUnavailable, WrongExpectedRevision, type StreamName } from '#event-sourcing';

/** Why an append failed, as it can be told to another thread. */
export interface SentFailure {
  readonly name: string;
  readonly message: string;
  /** Of a {@link WrongExpectedRevision}. */
  readonly conflict?: { readonly stream: StreamName; readonly expected: number; readonly actual: number };
}

/** An append's positions, or why it failed. */
export type SentAnswer = readonly bigint[] | SentFailure;

/** The process may write no more: the file that gave it the right is gone. */
export class ClaimGone extends Error {
  override readonly name = 'ClaimGone';
}

export function sentFailure(error: unknown): SentFailure {
  const { name, message } = error as Error;
  if (!(error instanceof WrongExpectedRevision)) return { name, message };
  const { stream, expected, actual } = error;
  return { name, message, conflict: { stream, expected, actual } };
}

export function receivedFailure({ name, message, conflict }: SentFailure): Error {
  if (conflict) return new WrongExpectedRevision(conflict.stream, conflict.expected, conflict.actual);
  const Known = [AppendOutcomeUnknown, StoreUnavailable, ClaimGone].find((one) => one.name === name) ?? Error;
  return new Known(message);
}
