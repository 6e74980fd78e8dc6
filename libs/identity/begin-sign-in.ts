import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { beginSignIn } from '#contracts';
import type { AnonymousRequest } from '#platform';
import { answeringAfter } from './answering-after.js';
import { attemptHashOf } from './attempt.js';
import { KnownBrowsers } from './known-browsers.js';
import { SignInLimits } from './sign-in-limits.js';
import { SignInRequests } from './sign-in-requests.js';

/** What is done for a known address fits well into it, and what is done for an unknown one is the same. */
const ANSWER_AFTER_MS = 120;

export class BeginSignIn extends Command<Record<string, never>> {
  constructor(readonly request: AnonymousRequest<typeof beginSignIn>) {
    super();
  }
}

@CommandHandler(BeginSignIn)
export class BeginSignInHandler implements ICommandHandler<BeginSignIn> {
  constructor(
    private readonly browsers: KnownBrowsers,
    private readonly limits: SignInLimits,
    private readonly requests: SignInRequests,
  ) {}

  execute({ request: { body, client } }: BeginSignIn): Promise<Record<string, never>> {
    return answeringAfter(ANSWER_AFTER_MS, async () => {
      const claimant = await this.browsers.claimant(body.email, client);
      // Strangers who ask too much must not shut out the owner of an address.
      if (!claimant.isOwner) this.limits.countMail(client.address);
      await this.requests.take(claimant, attemptHashOf(body));
      return {};
    });
  }
}
