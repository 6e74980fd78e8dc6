import { Injectable } from '@nestjs/common';
import { Invitations, Mailer, type Invitation } from '#platform';
import { KnownPeople } from './known-people.js';
import { SignInChallenges } from './sign-in-challenges.js';
import { SignInMails } from './sign-in-mails.js';

const LIFETIME_MS = 7 * 24 * 3_600_000;

@Injectable()
export class MailedInvitations extends Invitations {
  constructor(
    private readonly people: KnownPeople,
    private readonly challenges: SignInChallenges,
    private readonly mails: SignInMails,
    private readonly mailer: Mailer,
  ) {
    super();
  }

  override async send(invitation: Invitation): Promise<void> {
    if (await this.mailer.hasPosted(invitation.key)) return;
    const person = await this.people.find(invitation.personId);
    // Somebody who was erased gets no more mail.
    if (!person) return;
    const issued = await this.challenges.issue({
      personId: person.id,
      purpose: 'invitation',
      account: invitation.account?.name ?? null,
      isOwners: false,
      attemptHash: null,
      addressHash: person.addressHash,
      lifetime: LIFETIME_MS,
    });
    await this.mails.postInvitation(invitation, person, issued);
  }
}
