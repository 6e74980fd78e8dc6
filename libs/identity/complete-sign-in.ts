import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { completeSignIn } from '#contracts';
import { Arrivals, ProblemError, type AnonymousRequest } from '#platform';
import { arrivalOf } from './arrival.js';
import { KnownPeople } from './known-people.js';
import { SignInChallenges, type Challenge } from './sign-in-challenges.js';
import { SignInLimits } from './sign-in-limits.js';
import { VaultSessions } from './vault-sessions.js';

export class CompleteSignIn extends Command<{ personId: string }> {
  constructor(readonly request: AnonymousRequest<typeof completeSignIn>) {
    super();
  }
}

@CommandHandler(CompleteSignIn)
export class CompleteSignInHandler implements ICommandHandler<CompleteSignIn> {
  constructor(
    private readonly people: KnownPeople,
    private readonly challenges: SignInChallenges,
    private readonly limits: SignInLimits,
    private readonly sessions: VaultSessions,
    private readonly arrivals: Arrivals,
  ) {}

  async execute({ request: { body, client, command } }: CompleteSignIn): Promise<{ personId: string }> {
    this.limits.countTry(client.address);
    const personId = (await this.#use(body))?.personId;
    if (personId == null) throw refusalOf(body);
    await this.arrivals.announce(personId, arrivalOf(command(), personId));
    await this.sessions.open(personId, client);
    return { personId };
  }

  #use(body: AnonymousRequest<typeof completeSignIn>['body']): Promise<Challenge | undefined> {
    if ('token' in body) return this.challenges.useToken(body.token);
    return this.challenges.useCode(this.people.addressHash(body.email), body.code);
  }
}

function refusalOf(body: AnonymousRequest<typeof completeSignIn>['body']): ProblemError {
  if ('token' in body) {
    return new ProblemError(410, 'link-expired', 'This link was used, or its time is over. Ask for a new one on the sign-in page.');
  }
  return new ProblemError(422, 'wrong-code', 'This code is not right, or its time is over. Look at the newest mail, or ask for a new one.');
}
