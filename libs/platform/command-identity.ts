import { commandIdOf, commandPrintOf, type CommandContext, type Json } from '#event-sourcing';

/** Who gives a command, by which key. */
export interface CommandCaller {
  /** Person id, or a name for what happens before sign-in. */
  readonly actor: string;
  /** The caller's, or one made for this request alone. */
  readonly idempotencyKey: string;
  readonly requestId: string;
}

/** What of a request decides which command it is. */
export interface CommandSource extends CommandCaller {
  readonly operation: string;
  readonly params: unknown;
  readonly body: unknown;
  readonly at: string;
}

/** Gives each request its command, the same one for the same request sent again. */
export class CommandIdentity {
  /** @param printKey the key under which bodies are printed, so that a print tells nothing to who has the log alone */
  constructor(private readonly printKey: Uint8Array) {}

  commandOf(source: CommandSource, account: string | undefined): CommandContext {
    const { actor, idempotencyKey, requestId } = source;
    const target = source.params === undefined ? '' : Object.values(source.params as Record<string, string>).join('/');
    return {
      commandId: commandIdOf({
        principal: actor,
        account: account ?? '',
        operation: source.operation,
        target,
        idempotencyKey,
      }),
      commandPrint: commandPrintOf(this.printKey, (source.body ?? {}) as Json),
      correlationId: requestId,
      causationId: requestId,
      actor,
      ...(account !== undefined && { account }),
      at: source.at,
    };
  }
}
