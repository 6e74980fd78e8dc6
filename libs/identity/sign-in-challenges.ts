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
  /** Of the secret with which a browser asked for it; null where it gave none. */
  readonly attemptHash: string | null;
  /** Wrong codes that came with that secret, and without. */
  readonly wrongCodes: number;
  readonly wrongElsewhere: number;
  readonly expiresAt: number;
}

/** Who tries a code, or asks for one. */
export interface Asker {
  /** Whether it is a browser in which the address's owner was signed in before. */
  readonly isOwner: boolean;
  readonly attemptHash: string | null;
}

export interface NewChallenge extends Omit<
  Challenge,
  'tokenHash' | 'codeHash' | 'wrongCodes' | 'wrongElsewhere' | 'expiresAt'
> {
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
  issueSignIn(addressHash: string, personId: string | null, by: Asker): Promise<IssuedChallenge> {
    const { isOwner: isOwners, attemptHash } = by;
    const challenge = { personId, purpose: 'sign-in', account: null, addressHash, isOwners, attemptHash } as const;
    return this.issue({ ...challenge, lifetime: SIGN_IN_LIFETIME_MS });
  }

  async issue({ lifetime, ...challenge }: NewChallenge): Promise<IssuedChallenge> {
    const [id, token, code] = [randomUUID(), newToken(), newCode()];
    const hashes = { tokenHash: hashOf(token), codeHash: this.#codeHash(id, code) };
    const expiresAt = this.#now() + lifetime;
    await this.#records.insert(id, { ...challenge, ...hashes, wrongCodes: 0, wrongElsewhere: 0, expiresAt });
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
   * Uses a code up. A wrong one counts against every challenge that it might have been meant for. The fifth from the
   * browser that asked ends a challenge; the fifth from elsewhere ends only what its code is good for there, so that
   * strangers cannot shut anybody out.
   */
  async useCode(addressHash: string, code: string, by: Asker): Promise<Challenge | undefined> {
    const records = (await this.#records.find('addressHash', addressHash)).filter(({ value }) =>
      this.#takesCode(value, by),
    );
    const right = records.find(({ id, value }) => sameHash(value.codeHash, this.#codeHash(id, code)));
    // Whoever did not sign in with a right code, since another was faster or nobody has the address, was wrong.
    const used = right && (await this.#use(right));
    if (used?.personId) return used;
    for (const { id } of records) await this.#countWrong(id, by);
    return undefined;
  }

  async forgetOld(): Promise<void> {
    await this.#records.deleteBelow('expiresAt', this.#now());
  }

  async #use({ id, version, value }: VaultRecord<Challenge>): Promise<Challenge | undefined> {
    return (await this.#records.delete(id, version)) ? value : undefined;
  }

  async #countWrong(id: string, by: Asker): Promise<void> {
    // Wrong codes that come at once must all be counted.
    for (;;) {
      const record = await this.#records.get(id);
      if (!record || !this.#takesCode(record.value, by)) return;
      const { wrongCodes, wrongElsewhere } = record.value;
      const counted = isOwn(record.value, by) ? { wrongCodes: wrongCodes + 1 } : { wrongElsewhere: wrongElsewhere + 1 };
      const value = { ...record.value, ...counted };
      if (await this.#records.replace(id, record.version, value)) return;
    }
  }

  async #byToken(token: string): Promise<VaultRecord<Challenge> | undefined> {
    const [record] = await this.#records.find('tokenHash', hashOf(token));
    return record && this.#opensByLink(record.value) ? record : undefined;
  }

  #takesCode(challenge: Challenge, by: Asker): boolean {
    const { expiresAt, wrongCodes, wrongElsewhere, isOwners } = challenge;
    if (expiresAt <= this.#now() || wrongCodes >= MOST_WRONG_CODES) return false;
    return isOwn(challenge, by) || (wrongElsewhere < MOST_WRONG_CODES && (by.isOwner || !isOwners));
  }

  #opensByLink({ personId, purpose, expiresAt, attemptHash, wrongCodes, wrongElsewhere }: Challenge): boolean {
    // Where all tries look alike, they all count; an invited person could be shut out for a week by that.
    const wrong = attemptHash === null && purpose === 'sign-in' ? wrongElsewhere : wrongCodes;
    return personId !== null && expiresAt > this.#now() && wrong < MOST_WRONG_CODES;
  }

  #codeHash(id: string, code: string): string {
    return keyedHash(this.#codeKey, `${id} ${code}`);
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}

function isOwn({ attemptHash }: Challenge, by: Asker): boolean {
  return attemptHash !== null && attemptHash === by.attemptHash;
}
