import { Injectable } from '@nestjs/common';
import { Transactions, foldStream } from '#event-sourcing';
import { Invitations, notFound } from '#platform';
import { account } from './domain/account.js';

export interface MemberInvitation {
  readonly accountId: string;
  readonly personId: string;
  /** Of what is sent once: the invitation's event, or the command that wants it sent again. */
  readonly key: string;
  readonly by: string;
}

/** Sends members their way into an account. */
@Injectable()
export class MemberInvitations {
  constructor(
    private readonly transactions: Transactions,
    private readonly invitations: Invitations,
  ) {}

  /** @throws ProblemError 404 for somebody who does not belong to the account */
  async send({ accountId, personId, key, by }: MemberInvitation): Promise<void> {
    const { name = '', members } = await foldStream(this.transactions, `account-${accountId}`, account);
    if (!members.has(personId)) throw notFound();
    await this.invitations.send({ personId, key, invitedBy: by, account: { id: accountId, name } });
  }
}
