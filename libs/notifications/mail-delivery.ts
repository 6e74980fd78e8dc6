import { Injectable } from '@nestjs/common';
import { Clock, DataFolder } from '#platform';
import { deliveryFailureOf, type DeliveryFailure } from './delivery-failure.js';
import { EmlFiles } from './eml-files.js';
import { MailRecords, type MailRecord } from './mail-records.js';
import { en } from './messages/en.js';
import { SmtpTransport } from './smtp-transport.js';

const OUTDATED: DeliveryFailure = { trouble: 'outdated', reason: en.outdated, isPassing: false, isServers: false };

/** Hands single mails to the mail server. */
@Injectable()
export class MailDelivery {
  constructor(
    private readonly transport: SmtpTransport,
    private readonly mails: MailRecords,
    private readonly files: EmlFiles,
    private readonly clock: Clock,
    private readonly folder: DataFolder,
  ) {}

  /** Whether a mail server is set at all. */
  get isPossible(): boolean {
    return this.transport.isSet;
  }

  /** Why it failed; `undefined` when the server took it, and for somebody who was erased: they get no more mail. */
  async deliver(mail: MailRecord): Promise<DeliveryFailure | undefined> {
    if (this.isOutdated(mail)) return OUTDATED;
    const to = await this.mails.open(mail.to);
    if (to === undefined) return undefined;
    // Whoever serves the folder now sends it.
    this.folder.mustServe();
    try {
      await this.transport.send({ from: this.files.sender, to: [to] }, await this.files.read(mail.file));
      return undefined;
    } catch (error) {
      return deliveryFailureOf(error);
    }
  }

  /** Whether nobody can use it any more. */
  isOutdated({ goodUntil }: MailRecord): boolean {
    return goodUntil !== null && goodUntil <= this.clock.now().getTime();
  }

  close(): void {
    this.transport.close();
  }
}
