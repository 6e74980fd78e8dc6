import { Injectable } from '@nestjs/common';
import { Clock, Vault } from '#platform';
import type { VaultRecord, VaultRecords } from '#vault';

/** When sign-in mails were asked for, in milliseconds; the record's id is the keyed hash of the address. */
interface Mailbox {
  readonly strangers: readonly number[];
  /** From browsers in which the address's owner was signed in before. */
  readonly owner: readonly number[];
  readonly lastAt: number;
}

const WINDOW_MS = 15 * 60_000;
const MOST = 3;

/**
 * Counts sign-in mails: three in fifteen minutes to one address. Where strangers have used them up, the owner's own
 * browser still gets one. Asking for an address that nobody has is counted just the same.
 */
@Injectable()
export class Mailboxes {
  readonly #records: VaultRecords<Mailbox>;

  constructor(
    vault: Vault,
    private readonly clock: Clock,
  ) {
    this.#records = vault.records<Mailbox>('mailboxes', { indexes: ['lastAt'] });
  }

  /** Whether one more mail may go to the address; counts it if so. Of many at once no more than the limit get through. */
  async take(addressHash: string, isOwner: boolean): Promise<boolean> {
    for (;;) {
      const record = await this.#records.get(addressHash);
      const next = this.#next(record?.value, isOwner);
      if (!next) return false;
      if (await this.#store(addressHash, record, next)) return true;
    }
  }

  async forgetOld(): Promise<void> {
    await this.#records.deleteBelow('lastAt', this.#now() - WINDOW_MS);
  }

  #next(before: Mailbox | undefined, isOwner: boolean): Mailbox | undefined {
    const now = this.#now();
    const recent = (times: readonly number[] = []) => times.filter((time) => time > now - WINDOW_MS);
    const [strangers, owner] = [recent(before?.strangers), recent(before?.owner)];
    const isShutOut = isOwner && strangers.length >= MOST && owner.length === 0;
    if (strangers.length + owner.length >= MOST && !isShutOut) return undefined;
    if (isOwner) return { strangers, owner: [...owner, now], lastAt: now };
    return { strangers: [...strangers, now], owner, lastAt: now };
  }

  #store(id: string, before: VaultRecord<Mailbox> | undefined, next: Mailbox): Promise<boolean> {
    return before ? this.#records.replace(id, before.version, next) : this.#records.insert(id, next);
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}
