import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { SignInLink, readSignInLink } from '#contracts';
import { Directory, type AnonymousRequest } from '#platform';
import { KnownPeople } from './known-people.js';
import { linkExpired } from './link-expired.js';
import { SignInChallenges } from './sign-in-challenges.js';
import { StandingInvitations } from './standing-invitations.js';

/** Looks at a link without using it, as mail scanners do too. */
export class ReadSignInLink extends Query<SignInLink> {
  constructor(readonly request: AnonymousRequest<typeof readSignInLink>) {
    super();
  }
}

@QueryHandler(ReadSignInLink)
export class ReadSignInLinkHandler implements IQueryHandler<ReadSignInLink> {
  constructor(
    private readonly challenges: SignInChallenges,
    private readonly invitations: StandingInvitations,
    private readonly people: KnownPeople,
    private readonly directory: Directory,
  ) {}

  async execute({ request }: ReadSignInLink): Promise<SignInLink> {
    const challenge = await this.challenges.peek(request.body.token);
    const person = challenge?.personId ? await this.people.find(challenge.personId) : undefined;
    if (!challenge || !person || !(await this.invitations.holds(challenge))) throw linkExpired();
    const { purpose, account } = challenge;
    const business = await this.directory.business();
    return {
      email: masked(person.email),
      purpose,
      business,
      account,
      expiresAt: new Date(challenge.expiresAt).toISOString(),
    };
  }
}

/** Enough of an address for its owner: `d…@acme.example`. */
function masked(email: string): string {
  return `${email.slice(0, 1)}…${email.slice(email.indexOf('@'))}`;
}
