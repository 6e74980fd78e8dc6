import { Injectable } from '@nestjs/common';
import { PersonalData, Vault } from '#platform';
import type { VaultRecord, VaultRecords } from '#vault';
import type { Trouble } from './messages/notification-messages.js';

export type MailState = 'kept' | 'waiting' | 'sent' | 'failed';

/** A mail that is kept; the record's id is derived from its key, so that nothing is mailed twice. */
export interface MailRecord {
  readonly kind: string;
  readonly personId: string;
  /** Sealed with the person's key. */
  readonly to: string;
  /** Name of its `.eml` file. */
  readonly file: string;
  readonly state: MailState;
  readonly tries: number;
  readonly at: number;
  readonly goodUntil: number | null;
  /** When it is tried next; null when it is not tried again by itself. */
  readonly nextTryAt: number | null;
  /** What the mail server said, sealed with the person's key: it likes to name the address. */
  readonly reason: string | null;
  readonly trouble: Trouble | null;
}

export type KeptMail = VaultRecord<MailRecord>;

const STATES: readonly MailState[] = ['kept', 'waiting', 'sent', 'failed'];
const PAGE = 500;

/** The ledger of mails. */
@Injectable()
export class MailRecords {
  readonly #records: VaultRecords<MailRecord>;
  readonly #listeners = new Set<() => void>();

  constructor(
    vault: Vault,
    private readonly personal: PersonalData,
  ) {
    this.#records = vault.records<MailRecord>('outbox', { indexes: ['state'] });
  }

  get(id: string): Promise<KeptMail | undefined> {
    return this.#records.get(id);
  }

  /** Whether it is new. Address and reason are sealed here. */
  async insert(id: string, mail: MailRecord): Promise<boolean> {
    const to = await this.#seal(mail.personId, id, 'to', mail.to);
    const isNew = await this.#records.insert(id, { ...mail, to });
    if (isNew) for (const listener of this.#listeners) listener();
    return isNew;
  }

  /** Changes a mail unless somebody else has done so meanwhile; says whether it did. */
  async change({ id, version, value }: KeptMail, change: Partial<MailRecord>): Promise<boolean> {
    const { reason } = change;
    const sealed = reason == null ? {} : { reason: await this.#seal(value.personId, id, 'reason', reason) };
    return this.#records.replace(id, version, { ...value, ...change, ...sealed });
  }

  /** Newest first. */
  async list(state?: MailState): Promise<KeptMail[]> {
    const found = await Promise.all((state ? [state] : STATES).map((one) => this.#records.find('state', one)));
    return found.flat().sort((a, b) => b.value.at - a.value.at || (a.id < b.id ? 1 : -1));
  }

  /** Mails from before a moment. */
  async before(at: number): Promise<KeptMail[]> {
    const old: KeptMail[] = [];
    for (let after = ''; ;) {
      const page = await this.#records.list({ after, limit: PAGE });
      old.push(...page.filter(({ value }) => value.at < at));
      const last = page.at(-1);
      if (!last || page.length < PAGE) return old;
      after = last.id;
    }
  }

  async forget({ id }: KeptMail): Promise<void> {
    await this.#records.delete(id);
  }

  /** A sealed text of a mail; `undefined` once its person was erased. */
  async open(sealed: string): Promise<string | undefined> {
    return (await this.personal.open([sealed]))[0];
  }

  /** Calls back when there is a new mail. */
  onInserted(listener: () => void): void {
    this.#listeners.add(listener);
  }

  async #seal(personId: string, id: string, path: string, text: string): Promise<string> {
    await this.personal.prepare([personId]);
    return this.personal.seal(personId, id, path, text);
  }
}
