import type { LogCase, LogItem } from '#interchange';
import { activityRecorded, projectRecorded } from './case-events.js';
import { CaseComparison, type Reading } from './compare-case.js';
import type { ImportPlan } from './import-plan.js';

/** Compares a log, case by case, with what is there of it. */
export class LogComparison {
  #case: CaseComparison | undefined;
  /** Activities seen of the case. */
  #seen = 0;

  constructor(
    private readonly reading: Reading,
    private readonly plan: ImportPlan,
  ) {}

  /** @throws ImportRefused where something else is there */
  async take(item: LogItem): Promise<void> {
    if (item.kind === 'case') return this.#begin(item);
    if (item.kind !== 'activity') return;
    this.#seen += 1;
    if (this.#seen > this.plan.reachedBy(item.case)) return;
    await this.#case?.expect(this.#seen, activityRecorded(this.plan.recording, item));
  }

  async #begin(item: LogCase): Promise<void> {
    const planned = this.plan.caseAt(item.case);
    this.#seen = 0;
    this.#case = planned.reached === -1 ? undefined : new CaseComparison(this.reading, planned);
    await this.#case?.expect(0, projectRecorded(this.plan.recording, planned, item.attributes));
  }
}
