import { Global, Module } from '@nestjs/common';
import { Colleagues } from '#platform';
import { ColleagueArrivals } from './colleague-arrivals.js';
import { ChangeColleagueRoleHandler, InviteColleagueHandler, ReinviteColleagueHandler, RemoveColleagueHandler } from './colleague-commands.js';
import { CompleteSetupHandler, GetSetupHandler, OpenSetupHandler } from './complete-setup.js';
import { ListColleaguesHandler } from './list-colleagues.js';
import { SetUpLink } from './set-up-link.js';
import { WorkspaceColleagues } from './workspace-colleagues.js';
import { WorkspaceController } from './workspace.controller.js';

/** The business itself. Global, since accounts ask who works for it. */
@Global()
@Module({
  controllers: [WorkspaceController],
  providers: [
    ColleagueArrivals,
    { provide: Colleagues, useClass: WorkspaceColleagues },
    SetUpLink,
    GetSetupHandler,
    OpenSetupHandler,
    CompleteSetupHandler,
    ListColleaguesHandler,
    InviteColleagueHandler,
    ReinviteColleagueHandler,
    ChangeColleagueRoleHandler,
    RemoveColleagueHandler,
  ],
  exports: [SetUpLink, Colleagues],
})
export class WorkspaceModule {}
