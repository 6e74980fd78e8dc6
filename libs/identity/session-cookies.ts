import { Injectable } from '@nestjs/common';
import { Config, type ClientInfo } from '#platform';
import { AccessTokens } from './access-tokens.js';
import { KnownBrowsers } from './known-browsers.js';

/** What a browser carries of a session. */
export interface CarriedSession {
  readonly id: string;
  readonly secret: string;
}

/** How long a session lasts, whatever happens in it. */
export const SESSION_SECONDS = 30 * 24 * 3_600;

/** The two cookies of a session: the session's own, and the short-lived access token that is checked on each request. */
@Injectable()
export class SessionCookies {
  constructor(
    private readonly config: Config,
    private readonly tokens: AccessTokens,
    private readonly browsers: KnownBrowsers,
  ) {}

  give(personId: string, { id, secret }: CarriedSession, client: ClientInfo): void {
    client.setCookie(this.config.cookies.session, `${id}.${secret}`, SESSION_SECONDS);
    this.renewAccess(personId, id, client);
    this.browsers.remember(personId, client);
  }

  /** Gives the browser another access token. */
  renewAccess(personId: string, sessionId: string, client: Pick<ClientInfo, 'setCookie'>): void {
    const token = this.tokens.issue(personId, sessionId);
    client.setCookie(this.config.cookies.access, token, AccessTokens.LIFETIME_SECONDS);
  }

  session(client: Pick<ClientInfo, 'cookie'>): CarriedSession | undefined {
    const [id, secret] = client.cookie(this.config.cookies.session)?.split('.', 2) ?? [];
    return id === undefined || secret === undefined ? undefined : { id, secret };
  }

  access(client: Pick<ClientInfo, 'cookie'>): string | undefined {
    return client.cookie(this.config.cookies.access);
  }

  clear(client: ClientInfo): void {
    client.clearCookie(this.config.cookies.session);
    client.clearCookie(this.config.cookies.access);
  }
}
