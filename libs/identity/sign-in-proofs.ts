import { Injectable } from '@nestjs/common';
import type { BodyOf, completeSignIn } from '#contracts';
import { Log, ProblemError, type ClientInfo } from '#platform';
import { attemptHashOf } from './attempt.js';
import { answeringAfter } from './answering-after.js';
import { KnownBrowsers } from './known-browsers.js';
import { linkExpired } from './link-expired.js';
import { SignInChallenges, type Challenge } from './sign-in-challenges.js';
import { SignInLimits } from './sign-in-limits.js';
import { StandingInvitations } from './standing-invitations.js';

/** A link's token, or an address and the code that went to it. */
export type SignInProof = BodyOf<typeof completeSignIn>;

/** What is written down for a wrong code fits well into it. */
const ANSWER_AFTER_MS = 120;

/** Takes what people show to come in. */
@Injectable()
export class SignInProofs {
  constructor(
    private readonly browsers: KnownBrowsers,
    private readonly challenges: SignInChallenges,
    private readonly limits: SignInLimits,
    private readonly invitations: StandingInvitations,
    private readonly log: Log,
  ) {}

  /**
   * Uses a proof up and gives the id of the person whose it is.
   *
   * @throws ProblemError 410 or 422 when it is not good, 429 after too many tries
   */
  async use(proof: SignInProof, client: ClientInfo): Promise<string> {
    this.limits.countTry(client.address);
    const personId = 'token' in proof ? await this.#byLink(proof.token) : await this.#byCode(proof, client);
    if (personId !== undefined) return personId;
    this.log.info('sign-in refused', { by: 'token' in proof ? 'link' : 'code' });
    throw 'token' in proof ? linkExpired() : wrongCode();
  }

  async #byLink(token: string): Promise<string | undefined> {
    return this.#personOf(await this.challenges.useToken(token));
  }

  #byCode(
    { email, code, attempt }: Exclude<SignInProof, { token: string }>,
    client: ClientInfo,
  ): Promise<string | undefined> {
    return answeringAfter(ANSWER_AFTER_MS, async () => {
      const { addressHash, isOwner } = await this.browsers.claimant(email, client);
      const by = { isOwner, attemptHash: attemptHashOf({ attempt }) };
      return this.#personOf(await this.challenges.useCode(addressHash, code, by));
    });
  }

  async #personOf(used: Challenge | undefined): Promise<string | undefined> {
    return used && (await this.invitations.holds(used)) ? (used.personId ?? undefined) : undefined;
  }
}

function wrongCode(): ProblemError {
  const detail = 'This code is not right, or its time is over. Look at the newest mail, or ask for a new one.';
  return new ProblemError(422, 'wrong-code', detail);
}
