import { Injectable } from '@nestjs/common';
import { Authenticator, type Authenticated, type Credentials } from '#platform';
import { AccessTokens } from './access-tokens.js';
import { SessionCookies } from './session-cookies.js';
import { VaultSessions } from './vault-sessions.js';

/** Knows a request by its access token; by its session cookie where the token has run out, and then gives it another. */
@Injectable()
export class SessionAuthenticator extends Authenticator {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly sessions: VaultSessions,
    private readonly cookies: SessionCookies,
  ) {
    super();
  }

  override async authenticate(credentials: Credentials): Promise<Authenticated | undefined> {
    const { authorization } = credentials;
    if (authorization !== undefined) return this.#byToken(/^Bearer (\S+)$/i.exec(authorization)?.[1]);
    return (await this.#byToken(this.cookies.access(credentials))) ?? this.#bySession(credentials);
  }

  async #byToken(token: string | undefined): Promise<Authenticated | undefined> {
    const claimed = token === undefined ? undefined : await this.tokens.verify(token);
    const session = await (claimed && this.sessions.byId(claimed.sessionId));
    if (session?.value.personId !== claimed?.personId || !session) return undefined;
    this.sessions.seen(session);
    return claimed;
  }

  async #bySession(credentials: Credentials): Promise<Authenticated | undefined> {
    const session = await this.sessions.byCarried(this.cookies.session(credentials));
    if (!session) return undefined;
    const { personId } = session.value;
    this.sessions.seen(session);
    this.cookies.renewAccess(personId, session.id, credentials);
    return { personId, sessionId: session.id };
  }
}
