import { Injectable } from '@nestjs/common';
import { Config, DataFolder, type ClientInfo } from '#platform';
import { MailAddresses } from './mail-addresses.js';
import { keyedHash, sameHash } from './secrets.js';

/** Somebody who says that an address is theirs. */
export interface Claimant {
  readonly addressHash: string;
  /** Null for an address that nobody has. */
  readonly personId: string | null;
  /** Whether it comes from a browser in which the address's owner was signed in before. */
  readonly isOwner: boolean;
}

const REMEMBERED_SECONDS = 400 * 24 * 3_600;

/**
 * Browsers in which somebody was signed in before. A cookie that only this portal can make says so, and lets nobody in:
 * it only sets its owner apart from strangers who ask for mails, or guess codes, in their name.
 */
@Injectable()
export class KnownBrowsers {
  readonly #key: Uint8Array;
  readonly #cookie: string;

  constructor(
    config: Config,
    folder: DataFolder,
    private readonly addresses: MailAddresses,
  ) {
    this.#key = folder.key('known-browser');
    this.#cookie = config.cookies.session.replace('session', 'known');
  }

  remember(personId: string, client: ClientInfo): void {
    client.setCookie(this.#cookie, keyedHash(this.#key, personId), REMEMBERED_SECONDS);
  }

  async claimant(email: string, client: ClientInfo): Promise<Claimant> {
    const personId = (await this.addresses.personOf(email)) ?? null;
    const isOwner = sameHash(client.cookie(this.#cookie) ?? '', keyedHash(this.#key, personId ?? 'nobody'));
    return { addressHash: this.addresses.hashOf(email), personId, isOwner };
  }
}
