import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MeView, getMe } from '#contracts';
import { Directory, type OperationRequest } from '#platform';
import { KnownPeople } from './known-people.js';

export class GetMe extends Query<MeView> {
  constructor(readonly request: OperationRequest<typeof getMe>) {
    super();
  }
}

@QueryHandler(GetMe)
export class GetMeHandler implements IQueryHandler<GetMe> {
  constructor(
    private readonly people: KnownPeople,
    private readonly directory: Directory,
  ) {}

  async execute({ request: { principal } }: GetMe): Promise<MeView> {
    const { personId, rights } = principal;
    const me = await this.people.find(personId);
    const accounts = await this.directory.accounts(rights.memberships.map(({ account }) => account));
    return {
      id: personId,
      name: me?.name ?? '',
      email: me?.email ?? '',
      business: await this.directory.business(),
      businessRole: rights.businessRole,
      memberships: rights.memberships.map(({ account, role }) => ({
        account,
        role,
        name: accounts.get(account)?.name ?? '',
      })),
    };
  }
}
