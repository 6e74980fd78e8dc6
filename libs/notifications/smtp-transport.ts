import { Injectable } from '@nestjs/common';
import nodemailer, { type Transporter } from 'nodemailer';
import { Config } from '#platform';

const TIMEOUT_MS = 15_000;

/** The mail server, where one is set. */
@Injectable()
export class SmtpTransport {
  static readonly AT_ONCE = 5;
  /** Host and port, without user and password; null where none is set. */
  readonly server: string | null;
  readonly #transport: Transporter | undefined;

  constructor({ mailUrl }: Config) {
    this.server = mailUrl === undefined ? null : new URL(mailUrl).host;
    if (mailUrl === undefined) return;
    const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
    const pool = { pool: true, maxConnections: SmtpTransport.AT_ONCE, ...timeouts };
    this.#transport = nodemailer.createTransport({ url: mailUrl, ...pool } as object);
  }

  get isSet(): boolean {
    return this.#transport !== undefined;
  }

  /** @throws the error of nodemailer */
  async send(envelope: { from: string; to: string[] }, raw: Buffer): Promise<void> {
    await this.#transport?.sendMail({ envelope, raw });
  }

  close(): void {
    this.#transport?.close();
  }
}
