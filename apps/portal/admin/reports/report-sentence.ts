import type { ReportMonth, ReportView } from '#contracts';
import type { ReportMessages } from '../../messages/messages';

type Words = ReportMessages['reports']['sentence'];

/** What writes numbers and months as people read them. */
export interface Writes {
  readonly number: (value: number) => string;
  readonly month: (month: string) => string;
}

/** Steps that were done in a month, here and elsewhere. */
export function stepsIn({ tasks, activities }: ReportMonth): number {
  return tasks + activities;
}

/**
 * The finding in a sentence: the last month that is over, beside a usual one (half of the others had no more), and who
 * is waited on. Where nothing happened in that month, the one that runs, or else the last in which something did.
 */
export function reportSentence(report: ReportView, words: Words, writes: Writes): string {
  return stepsSentence(report.months, words, writes) + restSentence(report, words);
}

function stepsSentence(months: readonly ReportMonth[], words: Words, writes: Writes): string {
  const over = months.filter(({ isOver }) => isOver);
  const last = over.at(-1);
  const newest = months.findLast((month) => stepsIn(month) > 0) ?? months.at(-1);
  if (!newest) return '';
  if (last && stepsIn(last) > 0) return besideUsual(last, over.slice(0, -1), words, writes);
  if (newest.isOver) return told(words.last, newest, writes);
  return told(words.soFar, newest, writes) + words.end;
}

function besideUsual(last: ReportMonth, before: readonly ReportMonth[], words: Words, writes: Writes): string {
  const usual = median(before.map(stepsIn)) ?? 0;
  const end = usual === 0 ? words.end : comparison(stepsIn(last), usual, words, writes.number);
  return told(words.steps, last, writes) + end;
}

function told(say: Words['steps'], month: ReportMonth, writes: Writes): string {
  const steps = stepsIn(month);
  return say(writes.number(steps), steps === 1, writes.month(month.month));
}

function comparison(steps: number, usual: number, words: Words, number: Writes['number']): string {
  if (steps === usual) return words.same;
  return steps > usual ? words.up(number(usual)) : words.down(number(usual));
}

function restSentence({ waiting, open }: ReportView, words: Words): string {
  const { business, client } = waiting;
  if (business.now + client.now > 0) return words.waiting(business.now, client.now);
  const count = open.reduce((sum, { run, recorded }) => sum + run + recorded, 0);
  return count > 0 ? words.open(count) : '';
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1];
}
