import { Injectable } from '@nestjs/common';
import { Clock, Vault } from '#platform';

/** When a person was last on an account's pages, and when they were there the time before. */
interface Visit {
  readonly last: string;
  readonly before: string | null;
}

/** Who comes back within this time is still on the same visit. */
const ONE_VISIT_MS = 30 * 60_000;

/** When people were here. Kept in the Vault: what people look at is nobody's history. */
@Injectable()
export class Visits {
  readonly #records;

  constructor(
    vault: Vault,
    private readonly clock: Clock,
  ) {
    this.#records = vault.records<Visit>('visits');
  }

  async record(personId: string, account: string): Promise<void> {
    const id = `${personId}:${account}`;
    const last = this.clock.now().toISOString();
    const known = await this.#records.get(id);
    if (!known) {
      await this.#records.insert(id, { last, before: null });
      return;
    }
    // When it loses to another tab of the same person, that one said the same.
    await this.#records.replace(id, known.version, { last, before: this.#before(known.value) });
  }

  /** When the person was last here; null when they never were. */
  async last(personId: string, account: string): Promise<string | null> {
    return (await this.#records.get(`${personId}:${account}`))?.value.last ?? null;
  }

  /** When the person was here before this visit; null on the first. */
  async before(personId: string, account: string): Promise<string | null> {
    const known = await this.#records.get(`${personId}:${account}`);
    return known ? this.#before(known.value) : null;
  }

  #before({ last, before }: Visit): string | null {
    return this.clock.now().getTime() - Date.parse(last) > ONE_VISIT_MS ? last : before;
  }
}
