import {
  PORTICO,
  canonicalJson,
  commandPrintOf,
  foldStream,
  transact,
  uuidv5,
  type CommandContext,
  type Decide,
  type Outcome,
  type Transactions,
} from '#event-sourcing';
import type { NewReplayEvent } from './domain/view-events.js';
import { streamOfView, view, type View } from './domain/view.js';

/** What the program does by itself, or somebody at its shell. */
export interface Deed {
  /** `portico` or `cli`. */
  readonly actor: string;
  /** What makes it the same deed when it is done again. */
  readonly named: readonly string[];
  readonly at: Date;
}

/** What was decided about views: read from their streams, which are short, and added to. */
export class ViewStates {
  /** @param printKey see `commandPrintOf` */
  constructor(
    private readonly transactions: Transactions,
    private readonly printKey: Uint8Array,
  ) {}

  /** As the log has it at this moment, whoever wrote it. */
  of(name: string): Promise<View> {
    return foldStream(this.transactions, streamOfView(name), view);
  }

  /** @throws Refusal */
  decide(name: string, command: CommandContext, decision: Decide<View, NewReplayEvent>): Promise<Outcome> {
    return transact(this.transactions, streamOfView(name), view, command, decision);
  }

  /** The command that is given for no person. What is decided again under the same name changes nothing. */
  commandOf({ actor, named, at }: Deed, name: string): CommandContext {
    const commandId = uuidv5(PORTICO, canonicalJson([actor, 'replay', name, ...named]));
    const commandPrint = commandPrintOf(this.printKey, { view: name, named });
    const ids = { commandId, commandPrint, correlationId: commandId, causationId: commandId };
    return { ...ids, actor, at: at.toISOString() };
  }
}
