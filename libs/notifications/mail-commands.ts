import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, retryMail, sendTestMail } from '#contracts';
import { Directory, Mailer, ProblemError, notFound, type OperationRequest } from '#platform';
import { MailDelivery } from './mail-delivery.js';
import { MailRecords } from './mail-records.js';
import { MailSender } from './mail-sender.js';
import { en } from './messages/en.js';

export class RetryMail extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof retryMail>) {
    super();
  }
}

@CommandHandler(RetryMail)
export class RetryMailHandler implements ICommandHandler<RetryMail> {
  constructor(
    private readonly mails: MailRecords,
    private readonly delivery: MailDelivery,
    private readonly sender: MailSender,
  ) {}

  async execute({ request: { params } }: RetryMail): Promise<CommandAnswer> {
    const mail = await this.mails.get(params.mailId);
    if (!mail) throw notFound();
    if (!this.delivery.isPossible) throw noMailServer();
    if (this.delivery.isOutdated(mail.value)) throw new ProblemError(409, 'mail-outdated', en.advice.outdated);
    await this.sender.retry(mail);
    return {};
  }
}

function noMailServer(): ProblemError {
  return new ProblemError(
    409,
    'no-mail-server',
    'No mail server is set. Set PORTICO_MAIL_URL and start Portico again.',
  );
}

export class SendTestMail extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof sendTestMail>) {
    super();
  }
}

@CommandHandler(SendTestMail)
export class SendTestMailHandler implements ICommandHandler<SendTestMail> {
  constructor(
    private readonly mailer: Mailer,
    private readonly directory: Directory,
  ) {}

  async execute({ request: { principal, command } }: SendTestMail): Promise<CommandAnswer> {
    const me = (await this.directory.people([principal.personId])).get(principal.personId);
    if (typeof me?.email !== 'string') throw notFound();
    const words = en.test(await this.directory.business());
    await this.mailer.post({ key: command().commandId, kind: 'test', personId: me.id, to: me.email, ...words });
    return {};
  }
}
