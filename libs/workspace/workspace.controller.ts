import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  changeColleagueRole,
  completeSetup,
  getSetup,
  inviteColleague,
  listColleagues,
  openSetup,
  reinviteColleague,
  removeColleague,
  saveSetup,
} from '#contracts';
import {
  Asked,
  NAME_VIEWS,
  Operate,
  anyone,
  can,
  duringSetUp,
  type AnonymousRequest,
  type OperationRequest,
} from '#platform';
import { ChangeColleagueRole, RemoveColleague } from './colleague-commands.js';
import { CompleteSetup, OpenSetup, SaveSetup } from './complete-setup.js';
import { GetSetup } from './get-setup.js';
import { InviteColleague, ReinviteColleague } from './invite-colleague.js';
import { ListColleagues } from './list-colleagues.js';
import { workspaceView } from './workspace-view.js';

@Controller()
export class WorkspaceController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Operate(getSetup, anyone)
  getSetup() {
    return this.queries.execute(new GetSetup());
  }

  @Operate(openSetup, duringSetUp)
  openSetup(@Asked() request: AnonymousRequest<typeof openSetup>) {
    return this.commands.execute(new OpenSetup(request));
  }

  @Operate(saveSetup, duringSetUp)
  saveSetup(@Asked() request: AnonymousRequest<typeof saveSetup>) {
    return this.commands.execute(new SaveSetup(request));
  }

  @Operate(completeSetup, duringSetUp)
  completeSetup(@Asked() request: AnonymousRequest<typeof completeSetup>) {
    return this.commands.execute(new CompleteSetup(request));
  }

  @Operate(listColleagues, can('manage', 'colleague'), { reads: [workspaceView, ...NAME_VIEWS] })
  listColleagues(@Asked() request: OperationRequest<typeof listColleagues>) {
    return this.queries.execute(new ListColleagues(request));
  }

  @Operate(inviteColleague, can('manage', 'colleague'), { location: '/colleagues' })
  inviteColleague(@Asked() request: OperationRequest<typeof inviteColleague>) {
    return this.commands.execute(new InviteColleague(request));
  }

  @Operate(reinviteColleague, can('manage', 'colleague'))
  reinviteColleague(@Asked() request: OperationRequest<typeof reinviteColleague>) {
    return this.commands.execute(new ReinviteColleague(request));
  }

  @Operate(changeColleagueRole, can('manage', 'colleague'))
  changeColleagueRole(@Asked() request: OperationRequest<typeof changeColleagueRole>) {
    return this.commands.execute(new ChangeColleagueRole(request));
  }

  @Operate(removeColleague, can('manage', 'colleague'))
  removeColleague(@Asked() request: OperationRequest<typeof removeColleague>) {
    return this.commands.execute(new RemoveColleague(request));
  }
}
