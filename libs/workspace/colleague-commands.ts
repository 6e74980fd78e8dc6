import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, changeColleagueRole, removeColleague } from '#contracts';
import { Transactions, transact } from '#event-sourcing';
import { Assignments, Colleagues, RightsChanges, Sessions, answer, type OperationRequest } from '#platform';
import * as decide from './domain/workspace-decisions.js';
import { WORKSPACE, workspace } from './domain/workspace.js';

export class ChangeColleagueRole extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof changeColleagueRole>) {
    super();
  }
}

@CommandHandler(ChangeColleagueRole)
export class ChangeColleagueRoleHandler implements ICommandHandler<ChangeColleagueRole> {
  constructor(
    private readonly transactions: Transactions,
    private readonly rights: RightsChanges,
  ) {}

  async execute({ request: { params, body, command } }: ChangeColleagueRole): Promise<CommandAnswer> {
    const changed = decide.changeColleagueRole({ ...params, ...body });
    const outcome = await transact(this.transactions, WORKSPACE, workspace, command(), changed);
    return answer(await this.rights.settled(outcome));
  }
}

export class RemoveColleague extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof removeColleague>) {
    super();
  }
}

@CommandHandler(RemoveColleague)
export class RemoveColleagueHandler implements ICommandHandler<RemoveColleague> {
  constructor(
    private readonly transactions: Transactions,
    private readonly rights: RightsChanges,
    private readonly sessions: Sessions,
    private readonly assignments: Assignments,
    private readonly colleagues: Colleagues,
  ) {}

  /** Each step may be done again: removing somebody who was removed halfway does the rest. */
  async execute({ request: { params, command } }: RemoveColleague): Promise<CommandAnswer> {
    const removed = decide.removeColleague(params.personId);
    const outcome = await transact(this.transactions, WORKSPACE, workspace, command(), removed);
    await this.rights.settled(outcome);
    // An old request that is sent again takes nothing from somebody who has come back since.
    if (await this.colleagues.has(params.personId)) return answer(outcome);
    await this.sessions.endAllOf(params.personId);
    const end = await this.assignments.endAllOf(params.personId, command());
    return answer(end > outcome.position ? { ...outcome, position: end } : outcome);
  }
}
