import type { CommandContext } from '#event-sourcing';
import type { ClientInfo } from './operation-request.js';

/** What people call themselves. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
}

/** Knows people by their mail address; the identity context provides it. */
export abstract class People {
  /** The id that {@link register} gives, without making anybody known. */
  abstract idFor(email: string, command: CommandContext): Promise<string>;
  /** The id of the person with the address; makes the person known when nobody has it. Sending the same command again makes nobody twice. */
  abstract register(person: NewPerson, command: CommandContext): Promise<string>;
}

export interface Invitation {
  readonly personId: string;
  /** What the invitation is for, the same each time it is sent again after a crash; another for a new sending. */
  readonly key: string;
  readonly invitedBy: string;
  /** Absent for colleagues. */
  readonly account?: { readonly id: string; readonly name: string };
}

/** Sends invitations; the identity context provides it. */
export abstract class Invitations {
  /** Sends an invitation, once for its key. */
  abstract send(invitation: Invitation): Promise<void>;
}

/** Opens and ends sessions; the identity context provides it. */
export abstract class Sessions {
  abstract open(personId: string, client: ClientInfo): Promise<void>;
  /** Ends all sessions of a person at once. */
  abstract endAllOf(personId: string): Promise<void>;
}

export type ArrivalListener = (personId: string, command: CommandContext) => Promise<void>;

/** Whoever invited people hears here that one of them has come. */
export class Arrivals {
  readonly #listeners: ArrivalListener[] = [];

  onArrival(listener: ArrivalListener): void {
    this.#listeners.push(listener);
  }

  async announce(personId: string, command: CommandContext): Promise<void> {
    for (const listener of this.#listeners) await listener(personId, command);
  }
}

export interface Mail {
  /** Mails with the same key are one mail, however often it is posted. */
  readonly key: string;
  /** What it is about: `sign-in`, `invitation`, `test`. */
  readonly kind: string;
  readonly personId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** When it is of no use any more, and is not sent late. */
  readonly goodUntil?: Date;
}

/** Takes mails for sending; resolves when the mail is kept safely. The notifications context provides it. */
export abstract class Mailer {
  abstract post(mail: Mail): Promise<void>;
  /** Whether a mail with the key was posted before. */
  abstract hasPosted(key: string): Promise<boolean>;
}
