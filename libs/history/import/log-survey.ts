import type { Keys, LateAttributes, LogActivity, LogAttribute, LogCase, LogItem } from '#interchange';
import { AccountNames } from './account-names.js';
import { ImportRefused } from './import-refused.js';
import { detached } from './import-ids.js';
import { NameCount } from './name-count.js';

/** How much is kept of what stands behind the activities of its case, in characters. */
const MOST_LATE = 2 ** 24;

/** What is known of a case before any of it is appended. */
export interface SurveyedCase {
  /** Place in the file, from 1. */
  readonly number: number;
  readonly name: string | undefined;
  readonly events: number;
  readonly account: string;
  /** Attributes that stand behind its first activity. */
  readonly late: readonly LogAttribute[];
}

/** Which accounts cases go to; to the one named after the log where nothing is said. */
export interface AccountChoice {
  readonly account?: string | undefined;
  /** The attribute that names each case's account. */
  readonly accountBy?: string | undefined;
}

/** A whole log, counted; what it keeps of each case is a name and some numbers. */
export class LogSurvey {
  events = 0;
  /** Events that belong to no case. */
  outside = 0;
  /** Whether the events of some case stand among those of others. */
  isMixed = false;
  /** The case of the last event. */
  #last = 0;
  readonly activities = new NameCount();
  readonly resources = new NameCount();
  #logName: string | undefined;
  readonly #names: (string | undefined)[] = [];
  readonly #seen = new Set<string>();
  readonly #events: number[] = [];
  readonly #late = new Map<number, LogAttribute[]>();
  #lateLength = 0;
  readonly #accounts: AccountNames;

  /** @param fallback the file's name */
  constructor(
    private readonly fallback: string,
    private readonly choice: AccountChoice,
  ) {
    this.#accounts = new AccountNames(choice.accountBy);
  }

  /** The log's own name, else its file's. */
  get logName(): string {
    return this.#logName ?? this.fallback;
  }

  get cases(): number {
    return this.#events.length;
  }

  /** Names of all accounts that cases go to. */
  get accounts(): Set<string> {
    return this.#accounts.all(this.cases, this.#anyAccount);
  }

  /** Cases without the attribute that names their account. */
  get unnamed(): number {
    return this.#accounts.unnamed(this.cases);
  }

  get #anyAccount(): string {
    return this.choice.account ?? this.logName;
  }

  nameOf(number: number): string | undefined {
    return this.#names[number - 1];
  }

  caseAt(number: number): SurveyedCase {
    return {
      number,
      name: this.#names[number - 1],
      events: this.#events[number - 1] ?? 0,
      account: this.#accounts.of(number) ?? this.#anyAccount,
      late: this.#late.get(number) ?? [],
    };
  }

  /** The log is at its end: what only served to tell names apart is let go. */
  end(): void {
    this.#seen.clear();
    this.activities.end();
    this.resources.end();
  }

  /** @throws ImportRefused for two cases of one name */
  take(item: LogItem): void {
    if (item.kind === 'activity') this.#takeActivity(item);
    else if (item.kind === 'case') this.#takeCase(item);
    else if (item.kind === 'late') this.#takeLate(item);
    else if (item.kind === 'outside') this.outside += 1;
    else if (item.kind === 'name') this.#logName = item.name;
    else this.#takeKeys(item.keys);
  }

  #takeKeys(keys: Keys): void {
    this.#accounts.keys = keys;
  }

  #takeCase(item: LogCase): void {
    this.#last = item.case;
    this.#events[item.case - 1] = 0;
    this.#name(item);
    this.#accounts.takeCase(item);
  }

  #takeActivity(item: LogActivity): void {
    this.events += 1;
    this.isMixed ||= item.case !== this.#last;
    this.#last = item.case;
    this.#events[item.case - 1] = (this.#events[item.case - 1] ?? 0) + 1;
    if (item.activity !== undefined) this.activities.add(item.activity);
    if (item.resource !== undefined) this.resources.add(item.resource);
    this.#accounts.takeActivity(item);
  }

  #takeLate(item: LateAttributes): void {
    if (this.#names[item.case - 1] === undefined) this.#name(item);
    this.#accounts.takeCase(item);
    if (item.attributes.length === 0) return;
    const text = JSON.stringify(item.attributes);
    this.#lateLength += text.length;
    if (this.#lateLength > MOST_LATE)
      throw new ImportRefused(
        'too many attributes of cases stand behind their activities; write them in front of them, as XES asks',
      );
    // Written and read again, they are copies that keep no piece of the file in memory.
    const kept = JSON.parse(text) as LogAttribute[];
    this.#late.set(item.case, [...(this.#late.get(item.case) ?? []), ...kept]);
  }

  #name({ case: number, name }: LogCase | LateAttributes): void {
    if (name === undefined) {
      this.#names[number - 1] ??= undefined;
      return;
    }
    if (this.#seen.has(name)) {
      throw new ImportRefused(
        `two cases are named "${name}"; give each a name of its own, or import them from two files, each with its own --source`,
      );
    }
    const kept = detached(name);
    this.#seen.add(kept);
    this.#names[number - 1] = kept;
  }
}
