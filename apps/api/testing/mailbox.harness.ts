import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';

export interface ReceivedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The token in its link. */
  readonly token: string;
  readonly code: string;
}

/** Mails to an address in a data folder's `mail`, oldest first. */
export async function mailsTo(folder: string, address: string): Promise<ReceivedMail[]> {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.eml'))
    .sort();
  const mails = await Promise.all(files.map((file) => simpleParser(readFileSync(join(folder, file)))));
  return mails.filter(({ to }) => [to].flat().some((one) => one?.text.includes(address))).map(receivedOf);
}

function receivedOf({ subject = '', text = '', html }: ParsedMail): ReceivedMail {
  return {
    subject,
    text,
    html: typeof html === 'string' ? html : '',
    token: /https?:\/\/\S+\/([\w-]{20,})/.exec(text)?.[1] ?? '',
    code: /\b(\d{3}) (\d{3})\b/.exec(text)?.slice(1).join('') ?? '',
  };
}
