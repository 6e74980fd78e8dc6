import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AccountView, AnswerOf, QueryOf, getAccount, listAccounts } from '#contracts';
import { Directory, Views, notFound, type OperationRequest, type Principal } from '#platform';
import { findNamed, type Page } from '#read-models';
import { accountNames } from './account-names.js';
import { accountsView, type AccountDocument } from './accounts-view.js';

const DEFAULT_LIMIT = 50;
const COMMANDS = ['renameAccount', 'inviteMember', 'assignStaff'];

export class ListAccounts extends Query<AnswerOf<typeof listAccounts>> {
  constructor(readonly request: OperationRequest<typeof listAccounts>) {
    super();
  }
}

@QueryHandler(ListAccounts)
export class ListAccountsHandler implements IQueryHandler<ListAccounts> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  async execute({ request: { principal, query } }: ListAccounts): Promise<AnswerOf<typeof listAccounts>> {
    const { items, next } = await this.#find(principal, query);
    const people = await this.directory.people(items.flatMap(({ staff }) => [...staff]));
    return {
      items: items.map(({ _id, name, openedAt, members, staff }) => ({
        id: _id,
        name,
        openedAt,
        members: members.length,
        staff: staff.map((id) => ({ id, name: people.get(id)?.name ?? null })),
      })),
      ...(next !== undefined && { next }),
    };
  }

  async #find(principal: Principal, query: QueryOf<typeof listAccounts>): Promise<Page<AccountDocument>> {
    const { name, cursor: after, limit = DEFAULT_LIMIT } = query;
    const where = principal.scope('read', 'account');
    const accounts = this.views.of(accountsView);
    if (name === undefined) return accounts.find({ where, sort: [['nameKey', 'asc']], after, limit });
    const { items, ...next } = await findNamed(this.views.of(accountNames), { name, where, after, limit });
    return { items: await accounts.getMany(items), ...next };
  }
}

export class GetAccount extends Query<AccountView> {
  constructor(readonly request: OperationRequest<typeof getAccount>) {
    super();
  }
}

@QueryHandler(GetAccount)
export class GetAccountHandler implements IQueryHandler<GetAccount> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  async execute({ request: { principal, params } }: GetAccount): Promise<AccountView> {
    const document = await this.views.of(accountsView).get(params.accountId);
    if (!document || !principal.can('read', { resource: 'account', account: document.account })) throw notFound();
    return this.#shown(document, principal);
  }

  async #shown(
    { _id, name, openedAt, version, members, memberIds, staff }: AccountDocument,
    principal: Principal,
  ): Promise<AccountView> {
    const people = await this.directory.people([...memberIds, ...staff]);
    const mayManage = principal.can('manage', { resource: 'account', account: _id });
    return {
      id: _id,
      name,
      openedAt,
      version,
      members: members.map(({ personId, role, joined, invitedAt }) => {
        const person = people.get(personId);
        return { id: personId, name: person?.name ?? null, email: person?.email ?? null, role, joined, invitedAt };
      }),
      staff: staff.map((id) => ({ id, name: people.get(id)?.name ?? null })),
      allowed: [
        ...(mayManage ? COMMANDS : []),
        ...(principal.can('start', { resource: 'project', account: _id }) ? ['startProject'] : []),
      ],
    };
  }
}
