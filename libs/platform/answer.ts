import type { CommandAnswer } from '#contracts';
import type { Outcome } from '#event-sourcing';

/** What a command answers: where in the log it ended, and the id of what it made. */
export function answer(outcome: Outcome, id?: string): CommandAnswer {
  return { ...(id !== undefined && { id }), ...(outcome.position > 0n && { position: String(outcome.position) }) };
}
