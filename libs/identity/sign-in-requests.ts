import { Injectable } from '@nestjs/common';
import { Log } from '#platform';
import type { Claimant } from './known-browsers.js';
import { Mailboxes } from './mailboxes.js';
import { SignInChallenges } from './sign-in-challenges.js';
import { SignInMails } from './sign-in-mails.js';

/** Takes requests for sign-in mails, the same way whether somebody has the address or nobody. */
@Injectable()
export class SignInRequests {
  constructor(
    private readonly mailboxes: Mailboxes,
    private readonly challenges: SignInChallenges,
    private readonly mails: SignInMails,
    private readonly log: Log,
  ) {}

  /** Further mails than the limit are not sent, and nobody is told. */
  async take({ addressHash, personId, isOwner }: Claimant, attemptHash: string | null): Promise<void> {
    if (!(await this.mailboxes.take(addressHash, isOwner))) return;
    const issued = await this.challenges.issueSignIn(addressHash, personId, { isOwner, attemptHash });
    if (personId === null) return;
    // The mail is made beside the answer; what became of it is the outbox's to show.
    this.mails.postSignIn(personId, issued).catch((error: unknown) => {
      this.log.error('sign-in mail failed', {}, error);
    });
  }
}
