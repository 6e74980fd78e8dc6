import { Injectable } from '@nestjs/common';
import { Authenticator, Config, type Authenticated, type Credentials } from '#platform';
import { AccessTokens } from './access-tokens.js';
import { VaultSessions } from './vault-sessions.js';

/** Knows a request by its access token; by its session cookie where the token has run out, and then gives it another. */
@Injectable()
export class SessionAuthenticator extends Authenticator {
  constructor(
    private readonly config: Config,
    private readonly tokens: AccessTokens,
    private readonly sessions: VaultSessions,
  ) {
    super();
  }

  override async authenticate(credentials: Credentials): Promise<Authenticated | undefined> {
    const { authorization } = credentials;
    if (authorization !== undefined) return this.#byToken(/^Bearer (\S+)$/i.exec(authorization)?.[1]);
    return (await this.#byToken(credentials.cookie(this.config.cookies.access))) ?? this.#bySession(credentials);
  }

  async #byToken(token: string | undefined): Promise<Authenticated | undefined> {
    const claimed = token === undefined ? undefined : await this.tokens.verify(token);
    const session = claimed && (await this.sessions.byId(claimed.sessionId));
    if (session?.value.personId !== claimed?.personId || !session) return undefined;
    await this.sessions.seen(session);
    return claimed;
  }

  async #bySession(credentials: Credentials): Promise<Authenticated | undefined> {
    const cookie = credentials.cookie(this.config.cookies.session);
    const session = cookie === undefined ? undefined : await this.sessions.byCookie(cookie);
    if (!session) return undefined;
    const { id, value } = session;
    await this.sessions.seen(session);
    this.sessions.renewAccess({ id, personId: value.personId }, credentials);
    return { personId: value.personId, sessionId: id };
  }
}
