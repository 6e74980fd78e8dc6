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
  /** Name of the account that an invitation is for. */
  readonly account: string | null;
  /** Whether its owner's own browser asked for it; strangers then can neither use its code nor wear it out. */
  readonly isOwners: boolean;
  readonly tokenHash: string;
  readonly codeHash: string;
  readonly addressHash: string;
  readonly wrongCodes: number;
  readonly expiresAt: number;
}

export interface NewChallenge extends Pick<Challenge, 'personId' | 'purpose' | 'account' | 'addressHash' | 'isOwners'> {
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
    const indexes = ['tokenHash', 'addressHash', 'expiresAt'] as const;
    this.#records = vault.records<Challenge>('signInChallenges', { indexes });
    this.#codeKey = folder.key('sign-in-code');
  }

  /** For signing in. Takes equally long whether somebody has the address or nobody. */
  issueSignIn(addressHash: string, personId: string | null, isOwners = false): Promise<IssuedChallenge> {
    const challenge = { personId, purpose: 'sign-in', account: null, addressHash, isOwners } as const;
    return this.issue({ ...challenge, lifetime: SIGN_IN_LIFETIME_MS });
  }

  async issue({ lifetime, ...challenge }: NewChallenge): Promise<IssuedChallenge> {
    const [id, token, code] = [randomUUID(), newToken(), newCode()];
    const hashes = { tokenHash: hashOf(token), codeHash: this.#codeHash(id, code) };
    const expiresAt = this.#now() + lifetime;
    await this.#records.insert(id, { ...challenge, ...hashes, wrongCodes: 0, expiresAt });
    return { id, token, code, expiresAt: new Date(expiresAt) };
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

  /**
   * Uses a code up. A wrong one counts against every challenge that it might have been meant for; the fifth ends them.
   *
   * @param isOwner whether it comes from a browser of the address's owner
   */
  async useCode(addressHash: string, code: string, isOwner: boolean): Promise<Challenge | undefined> {
    const records = (await this.#records.find('addressHash', addressHash)).filter(({ value }) =>
      this.#takesCode(value, isOwner),
    );
    const right = records.find(({ id, value }) => sameHash(value.codeHash, this.#codeHash(id, code)));
    // Whoever did not sign in with a right code, since another was faster or nobody has the address, was wrong.
    const used = right && (await this.#use(right));
    if (used?.personId) return used;
    for (const { id } of records) await this.#countWrong(id);
    return undefined;
  }

  async forgetOld(): Promise<void> {
    await this.#records.deleteBelow('expiresAt', this.#now());
  }

  async #use({ id, version, value }: VaultRecord<Challenge>): Promise<Challenge | undefined> {
    return (await this.#records.delete(id, version)) ? value : undefined;
  }

  async #countWrong(id: string): Promise<void> {
    // Wrong codes that come at once must all be counted.
    for (;;) {
      const record = await this.#records.get(id);
      if (!record || !this.#takesCode(record.value, true)) return;
      const value = { ...record.value, wrongCodes: record.value.wrongCodes + 1 };
      if (await this.#records.replace(id, record.version, value)) return;
    }
  }

  async #byToken(token: string): Promise<VaultRecord<Challenge> | undefined> {
    const [record] = await this.#records.find('tokenHash', hashOf(token));
    return record && this.#opensByLink(record.value) ? record : undefined;
  }

  #takesCode({ expiresAt, wrongCodes, isOwners }: Challenge, isOwner: boolean): boolean {
    return expiresAt > this.#now() && wrongCodes < MOST_WRONG_CODES && (isOwner || !isOwners);
  }

  #opensByLink({ personId, purpose, expiresAt, wrongCodes }: Challenge): boolean {
    // Strangers could shut an invited person out for a week if wrong codes ended the link, too.
    const isWornOut = purpose === 'sign-in' && wrongCodes >= MOST_WRONG_CODES;
    return personId !== null && expiresAt > this.#now() && !isWornOut;
  }

  #codeHash(id: string, code: string): string {
    return keyedHash(this.#codeKey, `${id} ${code}`);
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}
