import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, openAccount, renameAccount } from '#contracts';
import { Transactions, transact, uuidv5 } from '#event-sourcing';
import { answer, type OperationRequest } from '#platform';
import * as decide from './domain/account-decisions.js';
import { account } from './domain/account.js';

export class OpenAccount extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof openAccount>) {
    super();
  }
}

@CommandHandler(OpenAccount)
export class OpenAccountHandler implements ICommandHandler<OpenAccount> {
  constructor(private readonly transactions: Transactions) {}

  async execute({ request: { body, command } }: OpenAccount): Promise<CommandAnswer> {
    const id = uuidv5(command().commandId, 'account');
    const context = { ...command(), account: id };
    return answer(await transact(this.transactions, `account-${id}`, account, context, decide.open(body)), id);
  }
}

export class RenameAccount extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof renameAccount>) {
    super();
  }
}

@CommandHandler(RenameAccount)
export class RenameAccountHandler implements ICommandHandler<RenameAccount> {
  constructor(private readonly transactions: Transactions) {}

  async execute({ request: { params, body, version, command } }: RenameAccount): Promise<CommandAnswer> {
    const { accountId } = params;
    const renamed = decide.rename(body.name, version);
    return answer(await transact(this.transactions, `account-${accountId}`, account, command(accountId), renamed));
  }
}
