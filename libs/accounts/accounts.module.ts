import { Global, Module } from '@nestjs/common';
import { Assignments } from '#platform';
import { OpenAccountHandler, RenameAccountHandler } from './account-commands.js';
import { AccountsController } from './accounts.controller.js';
import { MemberArrivals } from './member-arrivals.js';
import { ChangeMemberRoleHandler, InviteMemberHandler, ReinviteMemberHandler, RemoveMemberHandler } from './member-commands.js';
import { GetAccountHandler, ListAccountsHandler } from './read-accounts.js';
import { StaffAssignments } from './staff-assignments.js';
import { AssignStaffHandler, UnassignStaffHandler } from './staff-commands.js';

/** Clients' accounts and who belongs to them. Global, since lists of colleagues ask for assignments. */
@Global()
@Module({
  controllers: [AccountsController],
  providers: [
    MemberArrivals,
    { provide: Assignments, useClass: StaffAssignments },
    OpenAccountHandler,
    RenameAccountHandler,
    InviteMemberHandler,
    ReinviteMemberHandler,
    ChangeMemberRoleHandler,
    RemoveMemberHandler,
    AssignStaffHandler,
    UnassignStaffHandler,
    ListAccountsHandler,
    GetAccountHandler,
  ],
  exports: [Assignments],
})
export class AccountsModule {}
