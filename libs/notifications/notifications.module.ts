import { Global, Module } from '@nestjs/common';
import { Mailer } from '#platform';
import { GetMailStatusHandler, ListMailsHandler, RetryMailHandler, SendTestMailHandler } from './mails.js';
import { NotificationsController } from './notifications.controller.js';
import { Outbox } from './outbox.js';
import { SmtpSender } from './smtp-sender.js';

/** Mail. Global, since every context may have something to say. */
@Global()
@Module({
  controllers: [NotificationsController],
  providers: [
    Outbox,
    SmtpSender,
    { provide: Mailer, useExisting: Outbox },
    GetMailStatusHandler,
    ListMailsHandler,
    RetryMailHandler,
    SendTestMailHandler,
  ],
  exports: [Mailer],
})
export class NotificationsModule {}
