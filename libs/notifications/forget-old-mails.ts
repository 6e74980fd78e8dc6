import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock, Log } from '#platform';
import { EmlFiles } from './eml-files.js';
import { MailRecords } from './mail-records.js';

const HOUR_MS = 3_600_000;
/** Their links are long dead by then, and addresses lie in them. */
const KEPT_FOR_MS = 30 * 24 * HOUR_MS;

/** Takes mails of more than thirty days away, hour by hour. */
@Injectable()
export class ForgetOldMails implements OnModuleInit, OnModuleDestroy {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly mails: MailRecords,
    private readonly files: EmlFiles,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.#timer = setInterval(() => {
      this.forget().catch((error: unknown) => {
        this.log.error('old mails stay', {}, error);
      });
    }, HOUR_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async forget(): Promise<void> {
    for (const mail of await this.mails.before(this.clock.now().getTime() - KEPT_FOR_MS)) {
      await this.files.remove(mail.value.file);
      await this.mails.forget(mail);
    }
  }
}
