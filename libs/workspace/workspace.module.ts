import { Global, Module } from '@nestjs/common';
import { Colleagues } from '#platform';
import { ColleagueArrivals } from './colleague-arrivals.js';
import { ChangeColleagueRoleHandler, RemoveColleagueHandler } from './colleague-commands.js';
import { CompleteSetupHandler, OpenSetupHandler, SaveSetupHandler } from './complete-setup.js';
import { GetSetupHandler } from './get-setup.js';
import { InviteColleagueHandler, ReinviteColleagueHandler } from './invite-colleague.js';
import { ListColleaguesHandler } from './list-colleagues.js';
import { SetUpLink } from './set-up-link.js';
import { UnsentInvitations } from './unsent-invitations.js';
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
    UnsentInvitations,
    GetSetupHandler,
    OpenSetupHandler,
    SaveSetupHandler,
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
