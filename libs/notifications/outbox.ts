import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { PORTICO, uuidv5 } from '#event-sourcing';
import { Clock, Config, DataFolder, Directory, Mailer, PersonalData, Vault, type Mail } from '#platform';
import type { VaultRecord, VaultRecords } from '#vault';

/** A mail that is kept; the record's id is derived from its key, so that nothing is mailed twice. */
export interface OutboxMail {
  readonly kind: string;
  readonly personId: string;
  /** Sealed with the person's key. */
  readonly to: string;
  /** Name of its `.eml` file. */
  readonly file: string;
  readonly state: 'kept' | 'waiting' | 'sent' | 'failed';
  readonly tries: number;
  readonly at: number;
  /** When it is tried next; null when it is not tried again by itself. */
  readonly nextTryAt: number | null;
  readonly reason: string | null;
  readonly advice: string | null;
}

/** Keeps every mail as a file and a record before anybody tries to send it. */
@Injectable()
export class Outbox extends Mailer {
  readonly records: VaultRecords<OutboxMail>;
  readonly #listeners = new Set<() => void>();

  constructor(
    vault: Vault,
    private readonly config: Config,
    private readonly folder: DataFolder,
    private readonly personal: PersonalData,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {
    super();
    this.records = vault.records<OutboxMail>('outbox', { indexes: ['state', 'at'] });
  }

  override async post(mail: Mail): Promise<void> {
    const id = uuidv5(PORTICO, `mail ${mail.key}`);
    if (await this.records.get(id)) return;
    const at = this.clock.now();
    const file = `${at.toISOString().replaceAll(':', '-')}-${mail.kind}-${id.slice(0, 8)}.eml`;
    await this.#keep(file, await this.#compose(mail, id, at));
    await this.personal.prepare([mail.personId]);
    const to = this.personal.seal(mail.personId, id, 'to', mail.to);
    const leaves = this.config.mailUrl !== undefined;
    const state = leaves ? 'waiting' : 'kept';
    const nextTryAt = leaves ? at.getTime() : null;
    const record = { kind: mail.kind, personId: mail.personId, to, file, state, tries: 0, at: at.getTime(), nextTryAt, reason: null, advice: null } as const;
    await this.records.insert(id, record);
    for (const listener of this.#listeners) listener();
  }

  /** Calls back when there is a mail to send. */
  onPosted(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Newest first. */
  async list(state?: OutboxMail['state']): Promise<VaultRecord<OutboxMail>[]> {
    const states = state ? [state] : (['kept', 'waiting', 'sent', 'failed'] as const);
    const found = await Promise.all(states.map((one) => this.records.find('state', one)));
    return found.flat().sort((a, b) => b.value.at - a.value.at || (a.id < b.id ? 1 : -1));
  }

  pathOf({ file }: OutboxMail): string {
    return join(this.folder.mail, file);
  }

  async addressOf({ to }: OutboxMail): Promise<string | undefined> {
    return (await this.personal.open([to]))[0];
  }

  async #compose(mail: Mail, id: string, date: Date): Promise<Buffer> {
    const { hostname } = new URL(this.config.url);
    // The name is quoted and encoded by the library; a line break in it could otherwise begin a header of its own.
    const from = { name: (await this.directory.business()) || 'Portico', address: `no-reply@${hostname}` };
    const { to, subject, text, html } = mail;
    return new MailComposer({ from, to: { name: '', address: to }, subject, text, html, messageId: `<${id}@${hostname}>`, date }).compile().build();
  }

  async #keep(file: string, content: Buffer): Promise<void> {
    await mkdir(this.folder.mail, { recursive: true, mode: 0o700 });
    const draft = join(this.folder.mail, `.${randomUUID()}`);
    await writeFile(draft, content, { mode: 0o600, flush: true });
    await rename(draft, join(this.folder.mail, file));
  }
}
