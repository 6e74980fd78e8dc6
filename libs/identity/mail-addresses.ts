import { Injectable } from '@nestjs/common';
import { DataFolder, Vault } from '#platform';
import type { VaultRecords } from '#vault';
import { keyedHash } from './secrets.js';

/** Who has a mail address; the record's id is the address's keyed hash. */
interface MailAddress {
  readonly personId: string;
}

/** One person per mail address, known by its keyed hash: the Vault holds no address that could be read. */
@Injectable()
export class MailAddresses {
  readonly #records: VaultRecords<MailAddress>;
  readonly #key: Uint8Array;

  constructor(vault: Vault, folder: DataFolder) {
    this.#records = vault.records<MailAddress>('mailAddresses');
    this.#key = folder.key('mail-address');
  }

  /** @param email in the form of the contract: trimmed, lower case */
  hashOf(email: string): string {
    return keyedHash(this.#key, email);
  }

  async personOf(email: string): Promise<string | undefined> {
    return (await this.#records.get(this.hashOf(email)))?.value.personId;
  }

  /** Gives the address to the person unless somebody has it; resolves with who has it then. */
  async claim(email: string, personId: string): Promise<string> {
    await this.#records.insert(this.hashOf(email), { personId });
    return (await this.personOf(email)) ?? personId;
  }
}
