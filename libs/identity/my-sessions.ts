import { Command, CommandHandler, Query, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, endOtherSessions, endSession, listSessions, signOut } from '#contracts';
import { notFound, pageOf, type OperationRequest } from '#platform';
import { SessionCookies } from './session-cookies.js';
import { VaultSessions } from './vault-sessions.js';

type Empty = Record<string, never>;

export class ListSessions extends Query<AnswerOf<typeof listSessions>> {
  constructor(readonly request: OperationRequest<typeof listSessions>) {
    super();
  }
}

@QueryHandler(ListSessions)
export class ListSessionsHandler implements IQueryHandler<ListSessions> {
  constructor(private readonly sessions: VaultSessions) {}

  async execute({ request: { principal, query } }: ListSessions): Promise<AnswerOf<typeof listSessions>> {
    const { page, ...next } = pageOf(await this.sessions.of(principal.personId), ({ id }) => id, query);
    const items = page.map(({ id, value }) => ({
      id,
      ...value.device,
      startedAt: new Date(value.startedAt).toISOString(),
      lastSeenAt: new Date(value.lastSeenAt).toISOString(),
      current: id === principal.sessionId,
    }));
    return { items, ...next };
  }
}

export class EndSession extends Command<Empty> {
  constructor(readonly request: OperationRequest<typeof endSession>) {
    super();
  }
}

@CommandHandler(EndSession)
export class EndSessionHandler implements ICommandHandler<EndSession> {
  constructor(private readonly sessions: VaultSessions) {}

  async execute({ request: { params, principal } }: EndSession): Promise<Empty> {
    const session = await this.sessions.byId(params.sessionId);
    if (session?.value.personId !== principal.personId) throw notFound();
    await this.sessions.end([session.id]);
    return {};
  }
}

export class EndOtherSessions extends Command<Empty> {
  constructor(readonly request: OperationRequest<typeof endOtherSessions>) {
    super();
  }
}

@CommandHandler(EndOtherSessions)
export class EndOtherSessionsHandler implements ICommandHandler<EndOtherSessions> {
  constructor(private readonly sessions: VaultSessions) {}

  async execute({ request: { principal } }: EndOtherSessions): Promise<Empty> {
    const sessions = await this.sessions.of(principal.personId);
    await this.sessions.end(sessions.map(({ id }) => id).filter((id) => id !== principal.sessionId));
    return {};
  }
}

export class SignOut extends Command<Empty> {
  constructor(readonly request: OperationRequest<typeof signOut>) {
    super();
  }
}

@CommandHandler(SignOut)
export class SignOutHandler implements ICommandHandler<SignOut> {
  constructor(
    private readonly sessions: VaultSessions,
    private readonly cookies: SessionCookies,
  ) {}

  async execute({ request: { principal, client } }: SignOut): Promise<Empty> {
    await this.sessions.end([principal.sessionId]);
    this.cookies.clear(client);
    return {};
  }
}
