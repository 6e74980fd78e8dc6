import { Injectable } from '@nestjs/common';
import { Config } from '#platform';
import { MailAddresses } from './mail-addresses.js';
import { hashOf, newToken } from './secrets.js';
import { SignInChallenges } from './sign-in-challenges.js';
import { wayIn, type WayIn } from './way-in.js';

/** Makes a link and a code for somebody without mailing them, for an operator at the shell. */
@Injectable()
export class CreateSignInLink {
  constructor(
    private readonly config: Config,
    private readonly addresses: MailAddresses,
    private readonly challenges: SignInChallenges,
  ) {}

  /**
   * `undefined` for an address that nobody has.
   *
   * @param place where the portal answers; what is configured when absent
   */
  async for(email: string, place = this.config.url): Promise<WayIn | undefined> {
    const personId = await this.addresses.personOf(email);
    if (personId === undefined) return undefined;
    // Nobody knows this attempt: strangers who guess codes cannot end the link.
    const byNobody = { isOwner: false, attemptHash: hashOf(newToken()) };
    const issued = await this.challenges.issueSignIn(this.addresses.hashOf(email), personId, byNobody);
    return wayIn(place, issued, 'sign-in');
  }
}
