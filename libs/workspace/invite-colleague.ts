import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, inviteColleague, reinviteColleague } from '#contracts';
import { Refusal, Transactions, rehearsed, transact } from '#event-sourcing';
import {
  Colleagues,
  Invitations,
  Memberships,
  OneByOne,
  People,
  answer,
  notFound,
  type OperationRequest,
} from '#platform';
import { inviteColleague as invite } from './domain/workspace-decisions.js';
import { WORKSPACE, workspace } from './domain/workspace.js';

export class InviteColleague extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof inviteColleague>) {
    super();
  }
}

@CommandHandler(InviteColleague)
export class InviteColleagueHandler implements ICommandHandler<InviteColleague> {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: People,
    private readonly memberships: Memberships,
    private readonly invitations: Invitations,
    private readonly oneByOne: OneByOne,
  ) {}

  /** Nobody becomes a client and a colleague in the same moment. */
  execute({ request }: InviteColleague): Promise<CommandAnswer> {
    return this.oneByOne.run(request.body.email, () => this.#invite(request));
  }

  async #invite(request: InviteColleague['request']): Promise<CommandAnswer> {
    await this.#refuse(request);
    const command = request.command();
    const personId = await this.people.register(request.body, command);
    const invited = invite({ personId, role: request.body.role });
    const outcome = await transact(this.transactions, WORKSPACE, workspace, command, invited);
    const [key] = outcome.eventIds;
    if (key !== undefined) await this.invitations.send({ personId, key, invitedBy: request.principal.personId });
    return answer(outcome, personId);
  }

  /** Nobody is made known to the portal by a command that is refused. */
  async #refuse({ body, command }: OperationRequest<typeof inviteColleague>): Promise<void> {
    const personId = await this.people.idFor(body.email, command());
    if (await this.memberships.has(personId)) {
      throw new Refusal('is-client', 'This address belongs to a client. Take them off their accounts first.');
    }
    const decision = rehearsed(invite({ personId, role: body.role }));
    await transact(this.transactions, WORKSPACE, workspace, command(), decision);
  }
}

export class ReinviteColleague extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof reinviteColleague>) {
    super();
  }
}

@CommandHandler(ReinviteColleague)
export class ReinviteColleagueHandler implements ICommandHandler<ReinviteColleague> {
  constructor(
    private readonly colleagues: Colleagues,
    private readonly invitations: Invitations,
  ) {}

  async execute({ request: { params, principal, command } }: ReinviteColleague): Promise<CommandAnswer> {
    if (!(await this.colleagues.has(params.personId))) throw notFound();
    const { commandId } = command();
    await this.invitations.send({ ...params, key: commandId, invitedBy: principal.personId });
    return {};
  }
}
