import { Injectable } from '@nestjs/common';
import { Transactions, transact, uuidv5, type CommandContext } from '#event-sourcing';
import { People, PersonalData, Views, type NewPerson } from '#platform';
import { person, register } from './domain/person.js';
import { MailAddresses } from './mail-addresses.js';
import { people } from './people-view.js';

export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** By which the Vault knows the address. */
  readonly addressHash: string;
}

@Injectable()
export class KnownPeople extends People {
  constructor(
    private readonly addresses: MailAddresses,
    private readonly transactions: Transactions,
    private readonly personal: PersonalData,
    private readonly views: Views,
  ) {
    super();
  }

  override async idFor(email: string, command: CommandContext): Promise<string> {
    return (await this.addresses.personOf(email)) ?? this.#newId(email, command);
  }

  override async register({ name, email }: NewPerson, command: CommandContext): Promise<string> {
    const personId = await this.addresses.claim(email, this.#newId(email, command));
    // A stream of its own is a command of its own: its events must not have the ids of the other stream's.
    const { account: _, ...own } = { ...command, commandId: uuidv5(command.commandId, 'register') };
    await transact(this.transactions, `person-${personId}`, person, own, register({ personId, name, email }));
    return personId;
  }

  /** Name and address as they are read now; `undefined` for nobody and for the erased. */
  async find(personId: string): Promise<KnownPerson | undefined> {
    const sealed = (await this.views.of(people).get(personId)) ?? (await this.#fromLog(personId));
    if (!sealed) return undefined;
    const [name, email] = await this.personal.open([sealed.name, sealed.email]);
    if (name === undefined || email === undefined) return undefined;
    return { id: personId, name, email, addressHash: this.addresses.hashOf(email) };
  }

  /** The same for the same command sent again; another for another address, should a key be used twice. */
  #newId(email: string, { commandId }: CommandContext): string {
    return uuidv5(commandId, `person ${this.addresses.hashOf(email)}`);
  }

  /** The view may be a moment behind somebody who was made known just now. */
  async #fromLog(personId: string): Promise<{ name: string; email: string } | undefined> {
    const [first] = await this.transactions.store.readStream(`person-${personId}`, { limit: 1 });
    if (!first) return undefined;
    return this.transactions.catalog.read(first.type, first.schemaVersion, first.data) as {
      name: string;
      email: string;
    };
  }
}
