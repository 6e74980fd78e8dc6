import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { beginSignIn } from '#contracts';
import { Clock, Log, type AnonymousRequest } from '#platform';
import { KnownPeople } from './known-people.js';
import { SignInChallenges } from './sign-in-challenges.js';
import { SignInLimits } from './sign-in-limits.js';
import { WaysIn } from './ways-in.js';

/** Mails per address in {@link WINDOW_MS}; further ones are not sent, and the answer does not say so. */
const MOST_PER_MAILBOX = 3;
const WINDOW_MS = 15 * 60_000;
/** Every answer takes as long: what is done for a known address fits well into it. */
const ANSWER_AFTER_MS = 120;

export class BeginSignIn extends Command<Record<string, never>> {
  constructor(readonly request: AnonymousRequest<typeof beginSignIn>) {
    super();
  }
}

@CommandHandler(BeginSignIn)
export class BeginSignInHandler implements ICommandHandler<BeginSignIn> {
  constructor(
    private readonly people: KnownPeople,
    private readonly challenges: SignInChallenges,
    private readonly limits: SignInLimits,
    private readonly waysIn: WaysIn,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async execute({ request }: BeginSignIn): Promise<Record<string, never>> {
    this.limits.countMail(request.client.address);
    const answerAt = sleep(ANSWER_AFTER_MS);
    await this.#begin(request.body.email);
    await answerAt;
    return {};
  }

  async #begin(email: string): Promise<void> {
    const addressHash = this.people.addressHash(email);
    const personId = (await this.people.idOf(email)) ?? null;
    const sent = await this.challenges.issuedSince(addressHash, this.clock.now().getTime() - WINDOW_MS);
    if (sent >= MOST_PER_MAILBOX) return;
    const issued = await this.challenges.issueSignIn(addressHash, personId);
    if (personId === null) return;
    // The mail is made beside the answer; what became of it is the outbox's to show.
    this.waysIn.mailSignIn(personId, issued).catch((error: unknown) => { this.log.error('sign-in mail failed', {}, error); });
  }
}
