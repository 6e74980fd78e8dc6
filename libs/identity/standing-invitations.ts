import { Injectable } from '@nestjs/common';
import { Colleagues, Memberships } from '#platform';
import type { Challenge } from './sign-in-challenges.js';

/** Knows which invitations still stand: whoever was taken off everything that they were invited to has none. */
@Injectable()
export class StandingInvitations {
  constructor(
    private readonly colleagues: Colleagues,
    private readonly memberships: Memberships,
  ) {}

  /** Whether a challenge may let its person in, as far as it came with an invitation. */
  async holds({ purpose, personId }: Challenge): Promise<boolean> {
    if (purpose !== 'invitation' || personId === null) return true;
    return (await this.colleagues.has(personId)) || (await this.memberships.has(personId));
  }
}
