import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import jsonwebtoken from 'jsonwebtoken';
import { Strategy } from 'passport-jwt';
import { Clock, Config, DataFolder, type Authenticated } from '#platform';

const ALGORITHM = 'HS256';
const AUDIENCE = 'portico';
const TYPE = 'at+jwt';

interface Claims {
  readonly sub?: unknown;
  readonly sid?: unknown;
  readonly exp?: unknown;
}

interface Verified extends Authenticated {
  /** In seconds. */
  readonly expiresAt: number;
}

/** Short-lived access tokens (JWT). One says whose session it is; whether the session still stands is the Vault's to say. */
@Injectable()
export class AccessTokens {
  static readonly LIFETIME_SECONDS = 600;
  readonly #secret: Buffer;
  readonly #issuer: string;
  /** Checking a signature costs more than all else that a session check does, and its result never changes. */
  readonly #verified = new LRUCache<string, Verified>({ max: 20_000 });

  constructor(
    folder: DataFolder,
    config: Config,
    private readonly clock: Clock,
  ) {
    this.#secret = folder.key('access-token');
    this.#issuer = config.url;
  }

  issue(personId: string, sessionId: string): string {
    const now = this.#now();
    const claims = { sid: sessionId, sub: personId, iss: this.#issuer, aud: AUDIENCE, iat: now };
    return jsonwebtoken.sign({ ...claims, exp: now + AccessTokens.LIFETIME_SECONDS }, this.#secret, {
      algorithm: ALGORITHM,
      header: { alg: ALGORITHM, typ: TYPE },
    });
  }

  /** `undefined` for whatever is not a token of ours, of this kind, that still holds. */
  async verify(token: string): Promise<Authenticated | undefined> {
    const verified = this.#verified.get(token) ?? (await this.#check(token));
    if (!verified || verified.expiresAt <= this.#now()) return undefined;
    this.#verified.set(token, verified);
    return { personId: verified.personId, sessionId: verified.sessionId };
  }

  #check(token: string): Promise<Verified | undefined> {
    return new Promise((resolve) => {
      const strategy = new Strategy(
        {
          jwtFromRequest: () => token,
          // The only place that sees the header: a token of another kind is refused before it is even checked.
          secretOrKeyProvider: (_: unknown, raw: string, done: (error: Error | null, secret?: Buffer) => void) => {
            const isAccess = jsonwebtoken.decode(raw, { complete: true })?.header.typ === TYPE;
            done(isAccess ? null : new Error('This is no access token.'), this.#secret);
          },
          algorithms: [ALGORITHM],
          issuer: this.#issuer,
          audience: AUDIENCE,
        },
        (claims: Claims, done: (error: null, user: Verified | false) => void) => {
          done(null, verifiedOf(claims) ?? false);
        },
      );
      // What passport would do with the outcome of a strategy.
      strategy.success = (user) => {
        resolve(user as Verified);
      };
      strategy.fail = strategy.error = () => {
        resolve(undefined);
      };
      strategy.authenticate({ headers: {} } as never);
    });
  }

  #now(): number {
    return Math.floor(this.clock.now().getTime() / 1_000);
  }
}

/** A token without an end is none of ours. */
function verifiedOf({ sub, sid, exp }: Claims): Verified | undefined {
  if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number') return undefined;
  return { personId: sub, sessionId: sid, expiresAt: exp };
}
