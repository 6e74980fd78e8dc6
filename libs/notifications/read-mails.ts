import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, MailStatus, MailView, getMailStatus, listMails } from '#contracts';
import { DataFolder, pageOf, type OperationRequest } from '#platform';
import { MailRecords, type KeptMail } from './mail-records.js';
import { en } from './messages/en.js';
import { SmtpTransport } from './smtp-transport.js';

export class GetMailStatus extends Query<MailStatus> {
  constructor(readonly request: OperationRequest<typeof getMailStatus>) {
    super();
  }
}

@QueryHandler(GetMailStatus)
export class GetMailStatusHandler implements IQueryHandler<GetMailStatus> {
  constructor(
    private readonly transport: SmtpTransport,
    private readonly folder: DataFolder,
    private readonly mails: MailRecords,
  ) {}

  async execute(): Promise<MailStatus> {
    const waiting = (await this.mails.list('waiting')).length;
    const failed = (await this.mails.list('failed')).length;
    const { isSet: smtp, server } = this.transport;
    return { smtp, server, folder: this.folder.mail, waiting, failed };
  }
}

export class ListMails extends Query<AnswerOf<typeof listMails>> {
  constructor(readonly request: OperationRequest<typeof listMails>) {
    super();
  }
}

@QueryHandler(ListMails)
export class ListMailsHandler implements IQueryHandler<ListMails> {
  constructor(private readonly mails: MailRecords) {}

  /** The cursor is the id of the last mail of the page before. */
  async execute({ request: { query } }: ListMails): Promise<AnswerOf<typeof listMails>> {
    const { page, ...next } = pageOf(await this.mails.list(query.state), ({ id }) => id, query);
    return { items: await Promise.all(page.map((mail) => this.#shown(mail))), ...next };
  }

  async #shown({ id, value }: KeptMail): Promise<MailView> {
    const { kind, to, state, tries, at, nextTryAt, reason, trouble } = value;
    return {
      ...{ id, kind, state, tries },
      to: (await this.mails.open(to)) ?? null,
      at: new Date(at).toISOString(),
      nextTryAt: nextTryAt === null ? null : new Date(nextTryAt).toISOString(),
      reason: reason === null ? null : ((await this.mails.open(reason)) ?? null),
      advice: trouble && en.advice[trouble],
    };
  }
}
