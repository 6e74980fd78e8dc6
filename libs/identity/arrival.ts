import { uuidv5, type CommandContext } from '#event-sourcing';

/** The command that a first arrival is: the same one however often somebody signs in. */
export function arrivalOf(command: CommandContext, personId: string): CommandContext {
  return { ...command, commandId: uuidv5(command.commandId, `arrival ${personId}`), actor: personId };
}
