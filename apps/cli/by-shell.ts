import { randomUUID } from 'node:crypto';
import type { CommandContext } from '#event-sourcing';
import type { Source, ViewStates } from '#replay';

/** A command that somebody gives at the shell, another one each time. */
export function byShell(states: ViewStates, { view }: Source): CommandContext {
  return states.commandOf({ actor: 'cli', named: [randomUUID()], at: new Date() }, view);
}
