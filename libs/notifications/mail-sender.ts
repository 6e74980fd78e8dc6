import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clock, Log } from '#platform';
import type { DeliveryFailure } from './delivery-failure.js';
import { MailDelivery } from './mail-delivery.js';
import { MailRecords, type KeptMail, type MailRecord } from './mail-records.js';
import { SmtpTransport } from './smtp-transport.js';

const MINUTE_MS = 60_000;
/** Waits between tries; after the last one a person must look. */
const WAITS_MS = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE_MS);
/** How long a mail server in trouble is left alone: hammering it with a wrong password would lock us out. */
const PAUSE_MS = MINUTE_MS;
const LOOK_EVERY_MS = 5_000;
const LAST_WAIT_MS = 5_000;

/** Sends what waits in the outbox; what fails is tried again, later and later. */
@Injectable()
export class MailSender implements OnModuleInit, OnModuleDestroy {
  readonly #inFlight = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #mustLook = false;
  #pausedUntil = 0;
  #isStopping = false;

  constructor(
    private readonly delivery: MailDelivery,
    private readonly mails: MailRecords,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    if (!this.delivery.isPossible) return;
    this.mails.onInserted(this.#look);
    this.#timer = setInterval(this.#look, LOOK_EVERY_MS).unref();
    this.#resume().then(this.#look, this.#report);
  }

  async onModuleDestroy(): Promise<void> {
    this.#isStopping = true;
    clearInterval(this.#timer);
    // A mail that the server has taken should be noted; one that it never answers about must not hold everybody up.
    await Promise.race([this.#running, sleep(LAST_WAIT_MS, undefined, { ref: false })]);
    this.delivery.close();
  }

  /** Tries a mail now, whatever its waiting time; one that is on its way already is left alone. */
  async retry(mail: KeptMail): Promise<void> {
    if (this.#inFlight.has(mail.id) || mail.value.state === 'sent') return;
    await this.mails.change(mail, { state: 'waiting', nextTryAt: this.#now() });
    this.#pausedUntil = 0;
    this.#look();
  }

  /** What failed before is tried at once: somebody may have mended it for this start. */
  async #resume(): Promise<void> {
    for (const mail of await this.mails.list('failed')) {
      if (mail.value.nextTryAt !== null) await this.mails.change(mail, { nextTryAt: this.#now() });
    }
  }

  readonly #look = (): void => {
    this.#mustLook = true;
    this.#running ??= this.#sendAll()
      .catch(this.#report)
      .finally(() => {
        this.#running = undefined;
      });
  };

  readonly #report = (error: unknown): void => {
    this.log.error('mails not looked through', {}, error);
  };

  async #sendAll(): Promise<void> {
    while (this.#mustLook) {
      this.#mustLook = false;
      const due = await this.#due();
      for (let start = 0; start < due.length && this.#maySend(); start += SmtpTransport.AT_ONCE) {
        await Promise.all(due.slice(start, start + SmtpTransport.AT_ONCE).map((mail) => this.#send(mail)));
      }
    }
  }

  /** Longest waiting first. */
  async #due(): Promise<KeptMail[]> {
    if (!this.#maySend()) return [];
    const unsent = [...(await this.mails.list('waiting')), ...(await this.mails.list('failed'))];
    const now = this.#now();
    return unsent.filter(({ value }) => value.nextTryAt !== null && value.nextTryAt <= now).reverse();
  }

  #maySend(): boolean {
    return !this.#isStopping && this.#pausedUntil <= this.#now();
  }

  async #send(mail: KeptMail): Promise<void> {
    this.#inFlight.add(mail.id);
    try {
      const tries = mail.value.tries + 1;
      const failure = await this.delivery.deliver(mail.value);
      if (failure?.isServers) this.#pausedUntil = this.#now() + PAUSE_MS;
      await this.mails.change(mail, { tries, ...this.#outcome(failure, tries) });
    } finally {
      this.#inFlight.delete(mail.id);
    }
  }

  #outcome(failure: DeliveryFailure | undefined, tries: number): Partial<MailRecord> {
    if (!failure) return { state: 'sent', nextTryAt: null, reason: null, trouble: null };
    const { trouble, reason, isPassing } = failure;
    const wait = isPassing ? WAITS_MS[tries - 1] : undefined;
    this.log.warn('mail not sent', { tries, trouble, final: wait === undefined });
    return { state: 'failed', nextTryAt: wait === undefined ? null : this.#now() + wait, reason, trouble };
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}
