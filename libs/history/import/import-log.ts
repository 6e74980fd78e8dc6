import type { Transactions, Visibility } from '#event-sourcing';
import { LogFile, type LogItem, type LogOptions } from '#interchange';
import { CaseAppender } from './append-cases.js';
import { LogComparison } from './compare-log.js';
import { ResourceIds, caseCommandId, projectStream } from './import-ids.js';
import { ImportPlan } from './import-plan.js';
import { accountIdsFor, knownAccounts } from './known-accounts.js';
import { LogSurvey } from './log-survey.js';
import { PacedAppends, type Neighbour } from './paced-appends.js';

export interface ImportRequest {
  readonly file: string;
  readonly reading: LogOptions;
  /** The one account that all goes to. */
  readonly account?: string | undefined;
  /** The attribute that names each case's account. */
  readonly accountBy?: string | undefined;
  /** What the log is known by; its own name, else its file's, when absent. */
  readonly source?: string | undefined;
  readonly visibility: Visibility;
  readonly dryRun: boolean;
}

/** Where a log is imported to. */
export interface ImportTarget extends Neighbour {
  readonly transactions: Transactions;
  /** HMAC of what a command was told, see `commandPrintOf`. */
  readonly print: (body: readonly (string | number)[]) => string;
}

export interface ImportSummary {
  readonly cases: number;
  readonly events: number;
  /** Names of activities, of resources and of accounts. */
  readonly activities: number;
  readonly resources: number;
  readonly accounts: number;
  /** Events that this import appended, and that were there before. */
  readonly added: number;
  readonly skipped: number;
  readonly seconds: number;
  /** Events that belong to no case and were left out; only where there are any. */
  readonly outside?: number;
  /** Cases that do not say to which account they go, and went to the one named after the log; likewise. */
  readonly unnamed?: number;
}

export interface ImportProgress {
  readonly phase: 'checking' | 'comparing' | 'importing';
  /** Bytes of the file while it is checked, events afterwards. */
  readonly done: number;
  readonly total: number;
  readonly events: number;
}

export interface ImportPorts {
  /** Called when the whole file was found good; `undefined` where nothing is there yet and nothing may be made. */
  readonly open: () => Promise<ImportTarget | undefined>;
  readonly now: () => Date;
  readonly onProgress: (progress: ImportProgress) => void;
}

/**
 * Imports a log: the whole file is read and checked, then compared with what is there, and only then anything is
 * appended, so that a log which is refused changes nothing.
 *
 * @throws BrokenLog, ImportRefused, the system's error where the file cannot be opened, RangeError for a time format or
 * time zone that does not exist
 */
export async function importLog(request: ImportRequest, ports: ImportPorts): Promise<ImportSummary> {
  const start = performance.now();
  const file = await LogFile.open(request.file, request.reading);
  try {
    const work = new LogImport(request, ports, file);
    const survey = await work.survey();
    const target = await ports.open();
    const { added, skipped } = target ? await work.into(target, survey) : { added: 0, skipped: 0 };
    return {
      cases: survey.cases,
      events: survey.events,
      activities: survey.activities.size,
      resources: survey.resources.size,
      accounts: survey.accounts.size,
      added,
      skipped,
      seconds: Math.round(performance.now() - start) / 1000,
      ...(survey.outside > 0 && { outside: survey.outside }),
      ...(survey.unnamed > 0 && { unnamed: survey.unnamed }),
    };
  } finally {
    await file.close();
  }
}

class LogImport {
  /** In the whole log; known once it was checked. */
  #events = 0;
  /** Whether its cases must be gathered to come whole; likewise. */
  #isMixed = false;

  constructor(
    private readonly request: ImportRequest,
    private readonly ports: ImportPorts,
    private readonly file: LogFile,
  ) {}

  async survey(): Promise<LogSurvey> {
    const survey = new LogSurvey(this.file.name, this.request);
    for await (const items of this.#read('checking')) for (const item of items) survey.take(item);
    survey.end();
    this.#events = survey.events;
    this.#isMixed = survey.isMixed;
    return survey;
  }

  async into(target: ImportTarget, survey: LogSurvey): Promise<{ added: number; skipped: number }> {
    const known = await knownAccounts(target.transactions.store);
    const plan = this.#plan(survey, known);
    await this.#findReached(target, plan);
    if (!plan.isUntouched) await this.#compare(target, plan);
    const isIdle = this.request.dryRun || plan.isComplete;
    const added = isIdle ? 0 : await this.#append(target, plan, new Set(known.keys()));
    return { added, skipped: plan.skipped };
  }

  #plan(survey: LogSurvey, known: ReadonlyMap<string, string>): ImportPlan {
    const source = this.request.source ?? survey.logName;
    const { visibility } = this.request;
    const recording = { source, visibility, resourceIds: new ResourceIds(source) };
    return new ImportPlan(survey, recording, accountIdsFor(survey.accounts, source, known));
  }

  async #findReached({ transactions: { store } }: ImportTarget, plan: ImportPlan): Promise<void> {
    if ((await store.head()) === 0n) return;
    for (let number = 1; number <= plan.survey.cases; number += 1) {
      const commandId = caseCommandId(plan.recording.source, plan.survey.nameOf(number) ?? number);
      const last = await store.readLast(projectStream(commandId));
      if (last) plan.reach(number, last.revision);
    }
  }

  /** @throws ImportRefused for another log under the same source */
  async #compare({ transactions }: ImportTarget, plan: ImportPlan): Promise<void> {
    const comparison = new LogComparison(transactions, plan);
    for await (const items of this.#read('comparing')) for (const item of items) await comparison.take(item);
  }

  async #append(
    { transactions, print, ...beside }: ImportTarget,
    plan: ImportPlan,
    accounts: Set<string>,
  ): Promise<number> {
    const appends = new PacedAppends(transactions.store, beside);
    const appender = new CaseAppender(plan, { transactions, appends, accounts, print, now: this.ports.now });
    for await (const items of this.#read('importing')) await appender.take(items);
    await appender.end();
    return appender.added;
  }

  /** Only once it was checked, each case comes whole. */
  async *#read(phase: ImportProgress['phase']): AsyncGenerator<LogItem[]> {
    const isFirst = phase === 'checking';
    let events = 0;
    for await (const items of this.file.read({ grouped: !isFirst && this.#isMixed })) {
      yield items;
      for (const item of items) if (item.kind === 'activity') events += 1;
      const { position, size } = this.file;
      this.ports.onProgress({
        phase,
        events,
        ...(isFirst ? { done: position, total: size } : { done: events, total: this.#events }),
      });
    }
  }
}
