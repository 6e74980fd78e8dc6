import { Injectable } from '@nestjs/common';
import { Config, Directory, Invitations, Mailer, type Invitation } from '#platform';
import { KnownPeople, type KnownPerson } from './known-people.js';
import { en } from './messages/en.js';
import { signInMail } from './sign-in-mail.js';
import { SignInChallenges, type Challenge, type IssuedChallenge } from './sign-in-challenges.js';
import { wayIn } from './way-in.js';

const INVITATION_LIFETIME_MS = 7 * 24 * 3_600_000;

/** Mails links and codes. */
@Injectable()
export class WaysIn extends Invitations {
  constructor(
    private readonly config: Config,
    private readonly challenges: SignInChallenges,
    private readonly people: KnownPeople,
    private readonly directory: Directory,
    private readonly mailer: Mailer,
  ) {
    super();
  }

  async mailSignIn(personId: string, issued: IssuedChallenge): Promise<void> {
    const person = await this.people.find(personId);
    if (person) await this.#mail(person, issued, { purpose: 'sign-in' });
  }

  override async send(invitation: Invitation): Promise<void> {
    const person = await this.people.find(invitation.personId);
    if (!person) return;
    const issued = await this.challenges.issue({
      personId: person.id,
      purpose: 'invitation',
      account: invitation.account?.name ?? null,
      addressHash: this.people.addressHash(person.email),
      lifetime: INVITATION_LIFETIME_MS,
    });
    await this.#mail(person, issued, { purpose: 'invitation', invitation });
  }

  async #mail(person: KnownPerson, issued: IssuedChallenge, about: { purpose: Challenge['purpose']; invitation?: Invitation }): Promise<void> {
    const { purpose, invitation } = about;
    const inviter = invitation && (await this.directory.people([invitation.invitedBy])).get(invitation.invitedBy);
    const facts = {
      name: person.name,
      business: await this.directory.business(),
      account: invitation?.account?.name,
      invitedBy: inviter?.name ?? undefined,
      until: purpose === 'invitation' ? dayOf(issued.expiresAt) : timeOf(issued.expiresAt),
    };
    const words = purpose === 'invitation' ? en.invitation : en.signIn;
    const mail = signInMail(en, words, facts, wayIn(this.config.url, issued, purpose));
    await this.mailer.post({ key: invitation?.key ?? issued.id, kind: purpose, personId: person.id, to: person.email, ...mail });
  }
}

function timeOf(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`;
}

function dayOf(at: Date): string {
  return new Intl.DateTimeFormat(en.language, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(at);
}
