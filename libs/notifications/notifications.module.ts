import { Global, Module } from '@nestjs/common';
import { Mailer } from '#platform';
import { EmlFiles } from './eml-files.js';
import { ForgetOldMails } from './forget-old-mails.js';
import { RetryMailHandler, SendTestMailHandler } from './mail-commands.js';
import { MailDelivery } from './mail-delivery.js';
import { MailRecords } from './mail-records.js';
import { MailSender } from './mail-sender.js';
import { NotificationsController } from './notifications.controller.js';
import { Outbox } from './outbox.js';
import { GetMailStatusHandler, ListMailsHandler } from './read-mails.js';
import { SmtpTransport } from './smtp-transport.js';

/** Mail. Global, since every context may have something to say. */
@Global()
@Module({
  controllers: [NotificationsController],
  providers: [
    EmlFiles,
    ForgetOldMails,
    MailDelivery,
    MailRecords,
    MailSender,
    SmtpTransport,
    { provide: Mailer, useClass: Outbox },
    GetMailStatusHandler,
    ListMailsHandler,
    RetryMailHandler,
    SendTestMailHandler,
  ],
  exports: [Mailer],
})
export class NotificationsModule {}
