import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import nodemailer, { type Transporter } from 'nodemailer';
import { readFile } from 'node:fs/promises';
import { Clock, Config, Log } from '#platform';
import type { VaultRecord } from '#vault';
import { deliveryFailureOf } from './delivery-failure.js';
import { Outbox, type OutboxMail } from './outbox.js';

const MINUTE_MS = 60_000;
/** Waits between tries; after the last one a person must look. */
const WAITS_MS = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE_MS);
const LOOK_EVERY_MS = 15_000;
const AT_ONCE = 5;
const TIMEOUT_MS = 15_000;

/** Sends what waits in the outbox by SMTP; what fails is tried again, later and later. */
@Injectable()
export class SmtpSender implements OnModuleInit, OnModuleDestroy {
  readonly #transport: Transporter | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(
    config: Config,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    if (config.mailUrl === undefined) return;
    const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
    this.#transport = nodemailer.createTransport({ url: config.mailUrl, pool: true, maxConnections: AT_ONCE, ...timeouts } as object);
  }

  onModuleInit(): void {
    if (!this.#transport) return;
    this.outbox.onPosted(this.#look);
    this.#timer = setInterval(this.#look, LOOK_EVERY_MS).unref();
    this.#look();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
    this.#transport?.close();
  }

  /** Tries a mail now, whatever its waiting time. */
  async retry({ id, version, value }: VaultRecord<OutboxMail>): Promise<void> {
    await this.outbox.records.replace(id, version, { ...value, state: 'waiting', nextTryAt: this.#now() });
    this.#look();
  }

  readonly #look = (): void => {
    this.#again = true;
    this.#running ??= this.#sendAll()
      .catch((error: unknown) => { this.log.error('the outbox cannot be read', {}, error); })
      .finally(() => { this.#running = undefined; });
  };

  async #sendAll(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      const due = [...(await this.outbox.list('waiting')), ...(await this.outbox.list('failed'))].filter(
        ({ value }) => value.nextTryAt !== null && value.nextTryAt <= this.#now(),
      );
      for (let start = 0; start < due.length; start += AT_ONCE) await Promise.all(due.slice(start, start + AT_ONCE).map((mail) => this.#send(mail)));
    }
  }

  async #send({ id, version, value }: VaultRecord<OutboxMail>): Promise<void> {
    const tries = value.tries + 1;
    const outcome = await this.#deliver(value).then(
      () => ({ state: 'sent', nextTryAt: null, reason: null, advice: null }) as const,
      (error: unknown) => this.#failed(error, tries),
    );
    await this.outbox.records.replace(id, version, { ...value, tries, ...outcome });
  }

  async #deliver(mail: OutboxMail): Promise<void> {
    const to = await this.outbox.addressOf(mail);
    // Somebody who was erased gets no more mail.
    if (to === undefined) return;
    const raw = await readFile(this.outbox.pathOf(mail));
    const from = /^From: .*<([^>]+)>\r?$/m.exec(raw.toString('latin1'))?.[1] ?? '';
    await this.#transport?.sendMail({ envelope: { from, to: [to] }, raw });
  }

  #failed(error: unknown, tries: number) {
    const { reason, advice, isPassing } = deliveryFailureOf(error);
    const wait = isPassing ? WAITS_MS[tries - 1] : undefined;
    this.log.warn('mail not sent', { tries, final: wait === undefined });
    return { state: 'failed', nextTryAt: wait === undefined ? null : this.#now() + wait, reason, advice } as const;
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}
