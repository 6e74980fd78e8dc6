import { Injectable } from '@nestjs/common';
import { Config, Directory, Mailer, type Invitation } from '#platform';
import { KnownPeople, type KnownPerson } from './known-people.js';
import { en } from './messages/en.js';
import type { MailFacts } from './messages/sign-in-mail.js';
import type { IssuedChallenge } from './sign-in-challenges.js';
import { signInMail } from './sign-in-mail.js';
import { wayIn } from './way-in.js';

/** Writes the mails that let people in, and gives them to the mailer. */
@Injectable()
export class SignInMails {
  constructor(
    private readonly config: Config,
    private readonly people: KnownPeople,
    private readonly directory: Directory,
    private readonly mailer: Mailer,
  ) {}

  async postSignIn(personId: string, issued: IssuedChallenge): Promise<void> {
    const person = await this.people.find(personId);
    if (!person) return;
    const facts = { ...(await this.#factsFor(person)), until: timeOf(issued.expiresAt) };
    const mail = signInMail(en, en.signIn, facts, wayIn(this.config.url, issued, 'sign-in'));
    const about = { key: issued.id, kind: 'sign-in', goodUntil: issued.expiresAt };
    await this.mailer.post({ ...about, personId, to: person.email, ...mail });
  }

  async postInvitation(invitation: Invitation, person: KnownPerson, issued: IssuedChallenge): Promise<void> {
    const { key, invitedBy, account } = invitation;
    const inviter = (await this.directory.people([invitedBy])).get(invitedBy)?.name ?? undefined;
    const facts = { ...(await this.#factsFor(person)), account: account?.name, invitedBy: inviter };
    const until = dayOf(issued.expiresAt);
    const mail = signInMail(en, en.invitation, { ...facts, until }, wayIn(this.config.url, issued, 'invitation'));
    const about = { key, kind: 'invitation', goodUntil: issued.expiresAt };
    await this.mailer.post({ ...about, personId: person.id, to: person.email, ...mail });
  }

  async #factsFor({ name }: KnownPerson): Promise<Omit<MailFacts, 'until'>> {
    const business = (await this.directory.business()) || 'Portico';
    return { name, business, account: undefined, invitedBy: undefined };
  }
}

/** Nobody knows yet in which time zone the reader is. */
function timeOf(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`;
}

function dayOf(at: Date): string {
  const format = { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(en.language, format).format(at);
}
