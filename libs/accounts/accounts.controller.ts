import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  assignStaff,
  changeMemberRole,
  getAccount,
  inviteMember,
  listAccounts,
  openAccount,
  reinviteMember,
  removeMember,
  renameAccount,
  unassignStaff,
} from '#contracts';
import { Asked, NAME_VIEWS, Operate, can, canInAccount, type OperationRequest } from '#platform';
import { OpenAccount, RenameAccount } from './account-commands.js';
import { accountNames } from './account-names.js';
import { accountsView } from './accounts-view.js';
import { InviteMember, ReinviteMember } from './invite-member.js';
import { ChangeMemberRole, RemoveMember } from './member-commands.js';
import { GetAccount, ListAccounts } from './read-accounts.js';
import { AssignStaff, UnassignStaff } from './staff-commands.js';

const manage = canInAccount('manage', 'account');

@Controller()
export class AccountsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Operate(listAccounts, can('read', 'account'), { reads: [accountsView, accountNames, ...NAME_VIEWS] })
  listAccounts(@Asked() request: OperationRequest<typeof listAccounts>) {
    return this.queries.execute(new ListAccounts(request));
  }

  @Operate(getAccount, canInAccount('read', 'account'), { reads: [accountsView, ...NAME_VIEWS] })
  getAccount(@Asked() request: OperationRequest<typeof getAccount>) {
    return this.queries.execute(new GetAccount(request));
  }

  @Operate(openAccount, can('manage', 'account'))
  openAccount(@Asked() request: OperationRequest<typeof openAccount>) {
    return this.commands.execute(new OpenAccount(request));
  }

  @Operate(renameAccount, manage)
  renameAccount(@Asked() request: OperationRequest<typeof renameAccount>) {
    return this.commands.execute(new RenameAccount(request));
  }

  @Operate(inviteMember, manage, { location: '/accounts/:accountId' })
  inviteMember(@Asked() request: OperationRequest<typeof inviteMember>) {
    return this.commands.execute(new InviteMember(request));
  }

  @Operate(reinviteMember, manage)
  reinviteMember(@Asked() request: OperationRequest<typeof reinviteMember>) {
    return this.commands.execute(new ReinviteMember(request));
  }

  @Operate(changeMemberRole, manage)
  changeMemberRole(@Asked() request: OperationRequest<typeof changeMemberRole>) {
    return this.commands.execute(new ChangeMemberRole(request));
  }

  @Operate(removeMember, manage)
  removeMember(@Asked() request: OperationRequest<typeof removeMember>) {
    return this.commands.execute(new RemoveMember(request));
  }

  @Operate(assignStaff, manage)
  assignStaff(@Asked() request: OperationRequest<typeof assignStaff>) {
    return this.commands.execute(new AssignStaff(request));
  }

  @Operate(unassignStaff, manage)
  unassignStaff(@Asked() request: OperationRequest<typeof unassignStaff>) {
    return this.commands.execute(new UnassignStaff(request));
  }
}
