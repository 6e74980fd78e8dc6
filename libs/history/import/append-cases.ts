import { NO_PREVIOUS, type CommandContext, type SealedEvent, type StreamEnd, type Transactions } from '#event-sourcing';
import type { LogActivity, LogCase, LogItem } from '#interchange';
import { activityRecorded, projectRecorded, type NewCaseEvent } from './case-events.js';
import { accountTitle } from './account-title.js';
import { accountCommandId, accountIdOf, logCorrelationId } from './import-ids.js';
import { ImportRefused } from './import-refused.js';
import type { ImportPlan, PlannedCase } from './import-plan.js';
import type { PacedAppends } from './paced-appends.js';

/** Stands for a name in which nothing may be shown. */
const UNNAMED = '\ufffd';

export interface AppendingOptions {
  readonly transactions: Transactions;
  readonly appends: PacedAppends;
  /** Ids of accounts that are there. */
  readonly accounts: Set<string>;
  /** HMAC of what a command was told, see `commandPrintOf`. */
  readonly print: (body: readonly (string | number)[]) => string;
  readonly now: () => Date;
}

/** The case under way: where its stream ends, and what is to follow. */
interface Current {
  readonly planned: PlannedCase;
  readonly command: CommandContext;
  end: StreamEnd;
  /** Activities seen of it. */
  seen: number;
  pending: NewCaseEvent[];
}

/** Appends what is missing of a log, case by case. */
export class CaseAppender {
  added = 0;
  #current: Current | undefined;

  constructor(
    private readonly plan: ImportPlan,
    private readonly options: AppendingOptions,
  ) {}

  async take(items: readonly LogItem[]): Promise<void> {
    await this.#prepareKeys(items);
    for (const item of items) {
      if (item.kind === 'case') await this.#begin(item);
      else if (item.kind === 'activity') this.#add(item);
    }
    this.#seal();
    await this.options.appends.flushFull();
  }

  async end(): Promise<void> {
    this.#seal();
    await this.options.appends.flush();
  }

  /** Keys are on disk before anything is sealed with them. */
  async #prepareKeys(items: readonly LogItem[]): Promise<void> {
    const { resourceIds } = this.plan.recording;
    const subjects = items.flatMap((item) =>
      item.kind === 'activity' && item.resource !== undefined ? [resourceIds.of(item.resource)] : [],
    );
    if (subjects.length > 0) await this.options.transactions.personal.prepare(subjects);
  }

  async #begin(item: LogCase): Promise<void> {
    this.#seal();
    const planned = this.plan.caseAt(item.case);
    this.#openAccount(planned);
    const command = this.#command(planned);
    const end = await this.#endOf(planned);
    const pending = planned.reached === -1 ? [projectRecorded(this.plan.recording, planned, item.attributes)] : [];
    this.#current = { planned, command, end, seen: 0, pending };
  }

  #add(item: LogActivity): void {
    const current = this.#current;
    if (current?.planned.number !== item.case) throw new ImportRefused('the file changed while it was read');
    current.seen += 1;
    if (current.seen <= current.planned.reached) return;
    this.added += 1;
    current.pending.push(activityRecorded(this.plan.recording, item));
    if (current.pending.length >= this.options.appends.room) this.#seal();
  }

  #seal(): void {
    const current = this.#current;
    if (!current || current.pending.length === 0) return;
    const { end, pending, command } = current;
    const { events } = this.options.transactions.sealer.seal(end, pending, command, end.revision + 1);
    this.#append(end, events);
    current.end = events.at(-1) ?? end;
    current.pending = [];
  }

  #append({ stream, revision }: StreamEnd, events: readonly SealedEvent[]): void {
    this.options.appends.add({ stream, expectedRevision: revision, events });
  }

  async #endOf({ stream, reached, events }: PlannedCase): Promise<StreamEnd> {
    if (reached === -1 || reached === events) return { stream, revision: reached, hash: NO_PREVIOUS };
    const last = await this.options.transactions.store.readLast(stream);
    return { stream, revision: reached, hash: last?.hash ?? NO_PREVIOUS };
  }

  #openAccount({ account, accountId }: PlannedCase): void {
    const { accounts, transactions } = this.options;
    if (accounts.has(accountId)) return;
    accounts.add(accountId);
    const { source } = this.plan.recording;
    const commandId = accountCommandId(source, account);
    const opened = {
      type: 'AccountOpened',
      visibility: 'client',
      data: { name: accountTitle(account) || UNNAMED, source },
    } as const;
    const end = { stream: `account-${accountIdOf(commandId)}`, revision: -1, hash: NO_PREVIOUS } as const;
    const command = this.#context(commandId, accountId, ['account', source, account]);
    this.#append(end, transactions.sealer.seal(end, [opened], command).events);
  }

  #command({ commandId, accountId, name, number }: PlannedCase): CommandContext {
    return this.#context(commandId, accountId, ['case', this.plan.recording.source, name ?? number]);
  }

  #context(commandId: string, account: string, body: readonly (string | number)[]): CommandContext {
    const correlationId = logCorrelationId(this.plan.recording.source);
    return {
      commandId,
      commandPrint: this.options.print(body),
      correlationId,
      causationId: correlationId,
      actor: 'import',
      account,
      at: this.options.now().toISOString(),
    };
  }
}
