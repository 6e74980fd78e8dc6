import { Command, CommandHandler, Query, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, CommandAnswer, MailStatus, MailView, getMailStatus, listMails, retryMail, sendTestMail } from '#contracts';
import { Config, DataFolder, Directory, ProblemError, notFound, type OperationRequest } from '#platform';
import type { VaultRecord } from '#vault';
import { en } from './messages/en.js';
import { Outbox, type OutboxMail } from './outbox.js';
import { SmtpSender } from './smtp-sender.js';

const DEFAULT_LIMIT = 50;

export class GetMailStatus extends Query<MailStatus> {
  constructor(readonly request: OperationRequest<typeof getMailStatus>) {
    super();
  }
}

@QueryHandler(GetMailStatus)
export class GetMailStatusHandler implements IQueryHandler<GetMailStatus> {
  constructor(
    private readonly config: Config,
    private readonly folder: DataFolder,
    private readonly outbox: Outbox,
  ) {}

  async execute(): Promise<MailStatus> {
    const { mailUrl } = this.config;
    const waiting = await this.outbox.list('waiting');
    const failed = await this.outbox.list('failed');
    const server = mailUrl === undefined ? null : new URL(mailUrl).host;
    return { smtp: server !== null, server, folder: this.folder.mail, waiting: waiting.length, failed: failed.length };
  }
}

export class ListMails extends Query<AnswerOf<typeof listMails>> {
  constructor(readonly request: OperationRequest<typeof listMails>) {
    super();
  }
}

@QueryHandler(ListMails)
export class ListMailsHandler implements IQueryHandler<ListMails> {
  constructor(private readonly outbox: Outbox) {}

  /** The cursor is the id of the last mail of the page before. */
  async execute({ request: { query } }: ListMails): Promise<AnswerOf<typeof listMails>> {
    const mails = await this.outbox.list(query.state);
    const start = query.cursor === undefined ? 0 : mails.findIndex(({ id }) => id === query.cursor) + 1;
    const page = mails.slice(start, start + (query.limit ?? DEFAULT_LIMIT));
    const last = page.at(-1);
    const items = await Promise.all(page.map((mail) => this.#shown(mail)));
    return { items, ...(last && start + page.length < mails.length && { next: last.id }) };
  }

  async #shown({ id, value }: VaultRecord<OutboxMail>): Promise<MailView> {
    const { kind, state, tries, reason, advice, nextTryAt, at } = value;
    return {
      id,
      kind,
      to: (await this.outbox.addressOf(value)) ?? null,
      state,
      tries,
      at: new Date(at).toISOString(),
      nextTryAt: nextTryAt === null ? null : new Date(nextTryAt).toISOString(),
      reason,
      advice,
    };
  }
}

export class RetryMail extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof retryMail>) {
    super();
  }
}

@CommandHandler(RetryMail)
export class RetryMailHandler implements ICommandHandler<RetryMail> {
  constructor(
    private readonly outbox: Outbox,
    private readonly sender: SmtpSender,
    private readonly config: Config,
  ) {}

  async execute({ request: { params } }: RetryMail): Promise<CommandAnswer> {
    const mail = await this.outbox.records.get(params.mailId);
    if (!mail) throw notFound();
    if (this.config.mailUrl === undefined) {
      throw new ProblemError(409, 'no-mail-server', 'No mail server is set. Set PORTICO_MAIL_URL and start Portico again.');
    }
    if (mail.value.state !== 'sent') await this.sender.retry(mail);
    return {};
  }
}

export class SendTestMail extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof sendTestMail>) {
    super();
  }
}

@CommandHandler(SendTestMail)
export class SendTestMailHandler implements ICommandHandler<SendTestMail> {
  constructor(
    private readonly outbox: Outbox,
    private readonly directory: Directory,
  ) {}

  async execute({ request: { principal, command } }: SendTestMail): Promise<CommandAnswer> {
    const me = (await this.directory.people([principal.personId])).get(principal.personId);
    if (me?.email == null) throw notFound();
    const words = en.test(await this.directory.business());
    await this.outbox.post({ key: command().commandId, kind: 'test', personId: me.id, to: me.email, ...words });
    return {};
  }
}
