import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { Config, DataFolder, Directory, type Mail } from '#platform';
import { senderAddress } from './sender-address.js';

/** Every mail as a file that any mail program opens, readable by the portal's own user only. */
@Injectable()
export class EmlFiles {
  /** What mails come from. */
  readonly sender: string;
  readonly #mustServe: () => void;
  readonly #folder: string;
  readonly #host: string;

  constructor(
    config: Config,
    folder: DataFolder,
    private readonly directory: Directory,
  ) {
    this.#mustServe = folder.mustServe;
    this.#folder = folder.mail;
    this.#host = new URL(config.url).hostname;
    this.sender = senderAddress(config.mailUrl, config.url);
  }

  /**
   * Writes a mail down, durably.
   *
   * @param id always gives the mail the same Message-ID
   * @returns the file's name; names are in order of time
   */
  async write(mail: Mail, id: string, at: Date): Promise<string> {
    const file = `${at.toISOString().replaceAll(':', '-')}-${mail.kind}-${id.slice(0, 8)}.eml`;
    const content = await this.#compose(mail, id, at);
    this.#mustServe();
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const draft = join(this.#folder, `.${randomUUID()}`);
    await writeFile(draft, content, { mode: 0o600, flush: true });
    await rename(draft, join(this.#folder, file));
    await this.#syncFolder();
    return file;
  }

  read(file: string): Promise<Buffer> {
    return readFile(join(this.#folder, file));
  }

  async remove(file: string): Promise<void> {
    this.#mustServe();
    await rm(join(this.#folder, file), { force: true });
  }

  async #compose({ to, subject, text, html }: Mail, id: string, date: Date): Promise<Buffer> {
    // As objects, so that nothing in a name or an address is read as another address or header.
    const from = { name: (await this.directory.business()) || 'Portico', address: this.sender };
    const messageId = `<${id}@${this.#host}>`;
    return new MailComposer({
      from,
      to: { name: '', address: to },
      subject,
      text,
      html,
      messageId,
      date,
      newline: 'windows',
    })
      .compile()
      .build();
  }

  /** A name is on disk only when its folder is; Windows knows no such thing. */
  async #syncFolder(): Promise<void> {
    if (process.platform === 'win32') return;
    const folder = await open(this.#folder);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}
