import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Clock, DataFolder, Vault } from '#platform';
import type { VaultRecord, VaultRecords } from '#vault';
import { hashOf, keyedHash, newCode, newToken, sameHash } from './secrets.js';

/** A mailed link and code that wait to be used. */
export interface Challenge {
  /** Null for an address that nobody has: it is kept all the same, so that asking takes equally long. */
  readonly personId: string | null;
  readonly purpose: 'sign-in' | 'invitation';
  /** The account that an invitation is for. */
  readonly account: string | null;
  readonly tokenHash: string;
  readonly codeHash: string;
  readonly addressHash: string;
  readonly wrongCodes: number;
  readonly madeAt: number;
  readonly expiresAt: number;
}

export interface NewChallenge extends Pick<Challenge, 'personId' | 'purpose' | 'account' | 'addressHash'> {
  /** Milliseconds that it is good for. */
  readonly lifetime: number;
}

/** What goes into the mail and is kept nowhere. */
export interface IssuedChallenge {
  readonly id: string;
  readonly token: string;
  readonly code: string;
  readonly expiresAt: Date;
}

const SIGN_IN_LIFETIME_MS = 15 * 60_000;
const MOST_WRONG_CODES = 5;
const FORGET_AFTER_MS = 24 * 3_600_000;

/** Links and codes, each good for one use. */
@Injectable()
export class SignInChallenges {
  readonly #records: VaultRecords<Challenge>;
  readonly #codeKey: Uint8Array;

  constructor(
    vault: Vault,
    folder: DataFolder,
    private readonly clock: Clock,
  ) {
    this.#records = vault.records<Challenge>('signInChallenges', { indexes: ['tokenHash', 'addressHash', 'expiresAt'] });
    this.#codeKey = folder.key('sign-in-code');
  }

  /** For asking to sign in. Takes equally long whether somebody has the address or nobody. */
  issueSignIn(addressHash: string, personId: string | null): Promise<IssuedChallenge> {
    return this.issue({ personId, purpose: 'sign-in', account: null, addressHash, lifetime: SIGN_IN_LIFETIME_MS });
  }

  async issue({ lifetime, ...challenge }: NewChallenge): Promise<IssuedChallenge> {
    const [id, token, code, madeAt] = [randomUUID(), newToken(), newCode(), this.#now()];
    const hashes = { tokenHash: hashOf(token), codeHash: keyedHash(this.#codeKey, `${id} ${code}`) };
    const expiresAt = madeAt + lifetime;
    await this.#records.insert(id, { ...challenge, ...hashes, wrongCodes: 0, madeAt, expiresAt });
    return { id, token, code, expiresAt: new Date(expiresAt) };
  }

  /** How many sign-in mails an address has asked for since a moment. */
  async issuedSince(addressHash: string, since: number): Promise<number> {
    const records = await this.#records.find('addressHash', addressHash);
    return records.filter(({ value }) => value.purpose === 'sign-in' && value.madeAt > since).length;
  }

  /** What a token is for, while it may be used. */
  async peek(token: string): Promise<Challenge | undefined> {
    return (await this.#byToken(token))?.value;
  }

  /** Uses a link up: of many at once, one gets the challenge. */
  async useToken(token: string): Promise<Challenge | undefined> {
    const record = await this.#byToken(token);
    return record && (await this.#use(record));
  }

  /** Uses a code up. A wrong code counts against every challenge that it might have been meant for. */
  async useCode(addressHash: string, code: string): Promise<Challenge | undefined> {
    const records = (await this.#records.find('addressHash', addressHash)).filter((record) => this.#isOpen(record.value));
    const right = records.find(({ id, value }) => sameHash(value.codeHash, keyedHash(this.#codeKey, `${id} ${code}`)));
    if (right) return this.#use(right);
    for (const { id } of records) await this.#countWrong(id);
    return undefined;
  }

  async forgetOld(): Promise<void> {
    await this.#records.deleteBelow('expiresAt', this.#now() - FORGET_AFTER_MS);
  }

  async #use({ id, version, value }: VaultRecord<Challenge>): Promise<Challenge | undefined> {
    // It stays, expired: the limit on mails per address still counts it.
    const used = { ...value, expiresAt: Math.min(value.expiresAt, this.#now()) };
    return (await this.#records.replace(id, version, used)) ? value : undefined;
  }

  async #countWrong(id: string): Promise<void> {
    // Wrong codes that come at once must all be counted.
    for (;;) {
      const record = await this.#records.get(id);
      if (!record || !this.#isOpen(record.value)) return;
      const wrongCodes = record.value.wrongCodes + 1;
      const expiresAt = wrongCodes >= MOST_WRONG_CODES ? this.#now() : record.value.expiresAt;
      if (await this.#records.replace(id, record.version, { ...record.value, wrongCodes, expiresAt })) return;
    }
  }

  async #byToken(token: string): Promise<VaultRecord<Challenge> | undefined> {
    const [record] = await this.#records.find('tokenHash', hashOf(token));
    return record && this.#isOpen(record.value) ? record : undefined;
  }

  #isOpen({ personId, expiresAt }: Challenge): boolean {
    return personId !== null && expiresAt > this.#now();
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}
