import type { ReportView } from '#contracts';
import { csvLine } from './csv-line.js';

type Row = readonly [figure: string, of: string, kind: string, value: number | null, unit: 'count' | 'days'];

/**
 * The report's numbers as CSV, one a line: which figure, of what (a month, a status, a side, an age, a project), of
 * which kind of project, and how much of it.
 */
export function reportCsv(report: ReportView): string {
  const lines = [
    ['figure', 'of', 'kind', 'value', 'unit'],
    ...[...monthRows(report), ...statusRows(report), ...waitingRows(report), ...openRows(report)].map((row) =>
      row.map((value) => value ?? ''),
    ),
  ];
  return lines.map(csvLine).join('');
}

function monthRows({ months }: ReportView): Row[] {
  return months.flatMap(({ month, tasks, finished, activities, ended }): Row[] => [
    ['tasks completed', month, 'run', tasks, 'count'],
    ['projects finished', month, 'run', finished, 'count'],
    ['activities', month, 'recorded', activities, 'count'],
    ['projects ended', month, 'recorded', ended, 'count'],
  ]);
}

function statusRows({ statuses }: ReportView): Row[] {
  return statuses.flatMap(({ kind, status, stays, half, most, total, now }): Row[] => [
    ['stays', status, kind, stays, 'count'],
    ['half of the stays within', status, kind, days(half), 'days'],
    ['nine of ten stays within', status, kind, days(most), 'days'],
    ['all stays together', status, kind, days(total), 'days'],
    ['in it now', status, kind, now, 'count'],
  ]);
}

function waitingRows({ waiting }: ReportView): Row[] {
  const sides = (['business', 'client'] as const).flatMap((side): Row[] => [
    ['waits', side, 'run', waiting[side].waits, 'count'],
    ['waited', side, 'run', days(waiting[side].total), 'days'],
    ['waiting now', side, 'run', waiting[side].now, 'count'],
  ]);
  const projects = waiting.projects.flatMap(({ name, account, business, client }): Row[] => [
    ['waited on the business', `${account.name}: ${name}`, 'run', days(business), 'days'],
    ['waited on the client', `${account.name}: ${name}`, 'run', days(client), 'days'],
  ]);
  return [...sides, ['waiting not known', 'projects', 'recorded', waiting.notKnown, 'count'], ...projects];
}

function openRows({ open }: ReportView): Row[] {
  return open.flatMap(({ age, run, recorded }): Row[] => [
    ['open', age, 'run', run, 'count'],
    ['open', age, 'recorded', recorded, 'count'],
  ]);
}

const DAY_MS = 86_400_000;

/** To the thousandth, which is a minute and a half. */
function days(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.round((milliseconds / DAY_MS) * 1000) / 1000;
}
