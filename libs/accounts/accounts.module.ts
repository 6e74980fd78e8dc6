import { Global, Module } from '@nestjs/common';
import { Assignments, Memberships } from '#platform';
import { OpenAccountHandler, RenameAccountHandler } from './account-commands.js';
import { CurrentAccounts } from './current-accounts.js';
import { AccountsController } from './accounts.controller.js';
import { InviteMemberHandler, ReinviteMemberHandler } from './invite-member.js';
import { MemberArrivals } from './member-arrivals.js';
import { ChangeMemberRoleHandler, RemoveMemberHandler } from './member-commands.js';
import { MemberInvitations } from './member-invitations.js';
import { GetAccountHandler, ListAccountsHandler } from './read-accounts.js';
import { AccountMemberships, StaffAssignments } from './staff-assignments.js';
import { AssignStaffHandler, UnassignStaffHandler } from './staff-commands.js';
import { UnsentInvitations } from './unsent-invitations.js';

/** Clients' accounts and who belongs to them. Global, since the business asks who works for them and who is a client. */
@Global()
@Module({
  controllers: [AccountsController],
  providers: [
    CurrentAccounts,
    MemberArrivals,
    MemberInvitations,
    UnsentInvitations,
    { provide: Assignments, useClass: StaffAssignments },
    { provide: Memberships, useClass: AccountMemberships },
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
  exports: [Assignments, Memberships],
})
export class AccountsModule {}
