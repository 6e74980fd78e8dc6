import { Injectable } from '@nestjs/common';
import { Transactions, transact, uuidv5, type CommandContext } from '#event-sourcing';
import { DataFolder, People, PersonalData, Vault, Views, type NewPerson } from '#platform';
import type { VaultRecords } from '#vault';
import { person, register } from './domain/person.js';
import { people } from './people-view.js';
import { keyedHash } from './secrets.js';

/** Who has a mail address; the record's id is the address's keyed hash. */
interface MailAddress {
  readonly personId: string;
}

export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

@Injectable()
export class KnownPeople extends People {
  readonly #addresses: VaultRecords<MailAddress>;
  readonly #addressKey: Uint8Array;

  constructor(
    vault: Vault,
    folder: DataFolder,
    private readonly transactions: Transactions,
    private readonly personal: PersonalData,
    private readonly views: Views,
  ) {
    super();
    this.#addresses = vault.records<MailAddress>('mailAddresses');
    this.#addressKey = folder.key('mail-address');
  }

  override async register({ name, email }: NewPerson, command: CommandContext): Promise<string> {
    const personId = await this.#claim(email, uuidv5(command.commandId, 'person'));
    // A stream of its own is a command of its own: its events must not have the ids of the other stream's.
    const { account: _, ...own } = { ...command, commandId: uuidv5(command.commandId, 'register') };
    await transact(this.transactions, `person-${personId}`, person, own, register({ personId, name, email }));
    return personId;
  }

  async idOf(email: string): Promise<string | undefined> {
    return (await this.#addresses.get(this.addressHash(email)))?.value.personId;
  }

  addressHash(email: string): string {
    return keyedHash(this.#addressKey, email);
  }

  /** Name and address as they are read now; `undefined` for nobody and for the erased. */
  async find(personId: string): Promise<KnownPerson | undefined> {
    const sealed = (await this.views.of(people).get(personId)) ?? (await this.#fromLog(personId));
    if (!sealed) return undefined;
    const [name, email] = await this.personal.open([sealed.name, sealed.email]);
    return name === undefined || email === undefined ? undefined : { id: personId, name, email };
  }

  /** The view may be a moment behind somebody who was made known just now. */
  async #fromLog(personId: string): Promise<{ name: string; email: string } | undefined> {
    const [first] = await this.transactions.store.readStream(`person-${personId}`, { limit: 1 });
    if (!first) return undefined;
    return this.transactions.catalog.read(first.type, first.schemaVersion, first.data) as { name: string; email: string };
  }

  async #claim(email: string, personId: string): Promise<string> {
    const id = this.addressHash(email);
    if (await this.#addresses.insert(id, { personId })) return personId;
    return (await this.#addresses.get(id))?.value.personId ?? personId;
  }
}
