import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { getMailStatus, listMails, retryMail, sendTestMail } from '#contracts';
import { Asked, Operate, can, type OperationRequest } from '#platform';
import { RetryMail, SendTestMail } from './mail-commands.js';
import { GetMailStatus, ListMails } from './read-mails.js';

const manage = can('manage', 'mail');

@Controller()
export class NotificationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Operate(getMailStatus, manage)
  getMailStatus(@Asked() request: OperationRequest<typeof getMailStatus>) {
    return this.queries.execute(new GetMailStatus(request));
  }

  @Operate(listMails, manage)
  listMails(@Asked() request: OperationRequest<typeof listMails>) {
    return this.queries.execute(new ListMails(request));
  }

  @Operate(retryMail, manage)
  retryMail(@Asked() request: OperationRequest<typeof retryMail>) {
    return this.commands.execute(new RetryMail(request));
  }

  @Operate(sendTestMail, manage)
  sendTestMail(@Asked() request: OperationRequest<typeof sendTestMail>) {
    return this.commands.execute(new SendTestMail(request));
  }
}
