import { simpleParser } from 'mailparser';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LINK = /https?:\/\/[^\s<>"]+/g;

/** A mail as its reader sees it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Every address in its text, in order. */
  readonly links: readonly string[];
  /** The six digits to type in, where it has some. */
  readonly code: string | undefined;
}

/** The folder of `.eml` files in which a portal keeps every mail that it sends. */
export class Mailbox {
  readonly #seen = new Set<string>();

  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The next mail to an address that was not asked for before; waits for it. */
  async next(to: string, withinMs = 10_000): Promise<Mail> {
    const patience = Date.now() + withinMs;
    while (Date.now() < patience) {
      for (const file of this.#files()) {
        const mail = await read(join(this.#folder, file));
        if (mail.to !== to) continue;
        this.#seen.add(file);
        return mail;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`No mail to ${to} came within ${withinMs} ms.`);
  }

  #files(): string[] {
    try {
      const files = readdirSync(this.#folder).filter((file) => file.endsWith('.eml') && !this.#seen.has(file));
      return files.sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }
}

async function read(file: string): Promise<Mail> {
  const { to, subject = '', text = '' } = await simpleParser(readFileSync(file));
  const addresses = [to ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address));
  return {
    to: addresses[0] ?? '',
    subject,
    text,
    links: text.match(LINK) ?? [],
    code: /(?<!\d)\d{6}(?!\d)/.exec(text.replace(LINK, ''))?.[0],
  };
}
