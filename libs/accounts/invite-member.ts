import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, inviteMember, reinviteMember } from '#contracts';
import { Refusal, Transactions, rehearsed, transact } from '#event-sourcing';
import { Colleagues, OneByOne, People, answer, type OperationRequest } from '#platform';
import { inviteMember as invite } from './domain/account-decisions.js';
import { account } from './domain/account.js';
import { MemberInvitations } from './member-invitations.js';

export class InviteMember extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof inviteMember>) {
    super();
  }
}

@CommandHandler(InviteMember)
export class InviteMemberHandler implements ICommandHandler<InviteMember> {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: People,
    private readonly colleagues: Colleagues,
    private readonly invitations: MemberInvitations,
    private readonly oneByOne: OneByOne,
  ) {}

  /** Nobody becomes a client and a colleague in the same moment. */
  execute({ request }: InviteMember): Promise<CommandAnswer> {
    return this.oneByOne.run(request.body.email, () => this.#invite(request));
  }

  async #invite(request: InviteMember['request']): Promise<CommandAnswer> {
    const { accountId } = request.params;
    const command = request.command(accountId);
    await this.#refuse(request);
    const personId = await this.people.register(request.body, command);
    const invited = invite({ personId, role: request.body.role });
    const outcome = await transact(this.transactions, `account-${accountId}`, account, command, invited);
    const [key] = outcome.eventIds;
    if (key !== undefined) await this.invitations.send({ accountId, personId, key, by: request.principal.personId });
    return answer(outcome, personId);
  }

  /** Nobody is made known to the portal by a command that is refused. */
  async #refuse({ params: { accountId }, body, command }: OperationRequest<typeof inviteMember>): Promise<void> {
    const personId = await this.people.idFor(body.email, command(accountId));
    if (await this.colleagues.has(personId)) {
      throw new Refusal('is-colleague', 'This address belongs to a colleague. Assign them to the account instead.');
    }
    const decision = rehearsed(invite({ personId, role: body.role }));
    await transact(this.transactions, `account-${accountId}`, account, command(accountId), decision);
  }
}

export class ReinviteMember extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof reinviteMember>) {
    super();
  }
}

@CommandHandler(ReinviteMember)
export class ReinviteMemberHandler implements ICommandHandler<ReinviteMember> {
  constructor(private readonly invitations: MemberInvitations) {}

  async execute({ request: { params, principal, command } }: ReinviteMember): Promise<CommandAnswer> {
    const key = command(params.accountId).commandId;
    await this.invitations.send({ ...params, key, by: principal.personId });
    return {};
  }
}
