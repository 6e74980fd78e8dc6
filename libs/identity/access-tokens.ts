import { Injectable } from '@nestjs/common';
import jsonwebtoken from 'jsonwebtoken';
import { Strategy } from 'passport-jwt';
import { Config, DataFolder, type Authenticated } from '#platform';

const ALGORITHM = 'HS256';
const AUDIENCE = 'portico';
const TYPE = 'at+jwt';

interface Verified {
  readonly header: { readonly typ?: string };
  readonly payload: { readonly sub?: string; readonly sid?: string };
}

/** Short-lived access tokens (JWT). One says whose session it is; whether the session still stands is the Vault's to say. */
@Injectable()
export class AccessTokens {
  static readonly LIFETIME_SECONDS = 600;
  readonly #secret: Buffer;
  readonly #issuer: string;

  constructor(folder: DataFolder, config: Config) {
    this.#secret = folder.key('access-token');
    this.#issuer = config.url;
  }

  issue(personId: string, sessionId: string): string {
    return jsonwebtoken.sign({ sid: sessionId }, this.#secret, {
      algorithm: ALGORITHM,
      audience: AUDIENCE,
      issuer: this.#issuer,
      subject: personId,
      expiresIn: AccessTokens.LIFETIME_SECONDS,
      header: { alg: ALGORITHM, typ: TYPE },
    });
  }

  /** `undefined` for whatever is not a token of ours, of this kind, that still holds. */
  verify(token: string): Promise<Authenticated | undefined> {
    return new Promise((resolve) => {
      const strategy = new Strategy(
        {
          jwtFromRequest: () => token,
          secretOrKey: this.#secret,
          algorithms: [ALGORITHM],
          issuer: this.#issuer,
          audience: AUDIENCE,
          jsonWebTokenOptions: { complete: true },
        },
        ({ header, payload }: Verified, done: (error: null, user: Authenticated | false) => void) => {
          const { sub, sid } = payload;
          done(null, header.typ === TYPE && sub !== undefined && sid !== undefined && { personId: sub, sessionId: sid });
        },
      );
      // What passport would do with the outcome of a strategy.
      strategy.success = (user) => { resolve(user as Authenticated); };
      strategy.fail = () => { resolve(undefined); };
      strategy.error = () => { resolve(undefined); };
      strategy.authenticate({ headers: {} } as never);
    });
  }
}
