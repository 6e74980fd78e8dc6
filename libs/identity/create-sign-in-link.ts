import { Injectable } from '@nestjs/common';
import { KnownPeople } from './known-people.js';
import { WaysIn, type WayIn } from './ways-in.js';

/** Makes a link and a code for somebody without mailing them, for an operator at the shell. */
@Injectable()
export class CreateSignInLink {
  constructor(
    private readonly people: KnownPeople,
    private readonly waysIn: WaysIn,
  ) {}

  /** `undefined` for an address that nobody has. */
  async for(email: string): Promise<WayIn | undefined> {
    const personId = await this.people.idOf(email);
    if (personId === undefined) return undefined;
    return this.waysIn.wayIn(await this.waysIn.issueSignIn(this.people.addressHash(email), personId));
  }
}
