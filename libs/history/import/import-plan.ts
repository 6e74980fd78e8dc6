import type { StreamName } from '#event-sourcing';
import type { Recording } from './case-events.js';
import { caseCommandId, projectStream } from './import-ids.js';
import type { LogSurvey, SurveyedCase } from './log-survey.js';

/** Where a case goes. */
export interface PlannedCase extends SurveyedCase {
  readonly commandId: string;
  readonly stream: StreamName;
  readonly accountId: string;
  /** Revision that its stream has reached already, at most its number of events; -1 for none. */
  readonly reached: number;
}

/** A surveyed log, its accounts found and what of it is there already known. */
export class ImportPlan {
  /** By case. */
  readonly #reached: Int32Array;

  constructor(
    readonly survey: LogSurvey,
    readonly recording: Recording,
    /** By name. */
    private readonly accountIds: ReadonlyMap<string, string>,
  ) {
    this.#reached = new Int32Array(survey.cases).fill(-1);
  }

  caseAt(number: number): PlannedCase {
    const surveyed = this.survey.caseAt(number);
    // A case without a name is known by its place; a number never equals a name.
    const commandId = caseCommandId(this.recording.source, surveyed.name ?? number);
    return {
      ...surveyed,
      commandId,
      stream: projectStream(commandId),
      accountId: this.accountIds.get(surveyed.account) ?? '',
      reached: this.reachedBy(number),
    };
  }

  reachedBy(number: number): number {
    return this.#reached[number - 1] ?? -1;
  }

  reach(number: number, revision: number): void {
    this.#reached[number - 1] = revision;
  }

  /** Events that are there already. */
  get skipped(): number {
    return this.#reached.reduce((sum, revision) => sum + Math.max(revision, 0), 0);
  }

  get isUntouched(): boolean {
    return this.#reached.every((revision) => revision === -1);
  }

  get isComplete(): boolean {
    return this.#reached.every((revision, index) => revision === this.survey.caseAt(index + 1).events);
  }
}
