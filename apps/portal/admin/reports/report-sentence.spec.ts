import { describe, expect, it } from '@jest/globals';
import type { ReportView } from '#contracts';
import { enReports } from '../../messages/en.reports';
import { reportSentence } from './report-sentence';

const QUIET = { waits: 0, total: 0, now: 0 };

function report(steps: readonly number[], more: Partial<ReportView> = {}): ReportView {
  const months = steps.map((tasks, index) => ({
    month: `2026-${String(index + 1).padStart(2, '0')}`,
    isOver: index < steps.length - 1,
    tasks,
    finished: 0,
    activities: 0,
    ended: 0,
  }));
  return {
    asOf: '2026-11-24T09:41:00.000Z',
    months,
    statuses: [],
    statusesLeftOut: 0,
    waiting: { business: QUIET, client: QUIET, notKnown: 0, projects: [] },
    open: [],
    counted: { run: 0, recorded: 0, events: 0, undated: 0 },
    lastMonth: null,
    ...more,
  };
}

function said(view: ReportView): string {
  return reportSentence(view, enReports.reports.sentence, { number: String, month: (month) => month });
}

describe('the sentence of a report', () => {
  it('sets the last month that is over beside a usual one', () => {
    expect(said(report([11, 3, 12, 17, 2]))).toBe('17 steps in 2026-04, up from 11 in a usual month.');
    expect(said(report([11, 30, 12, 7, 2]))).toBe('7 steps in 2026-04, down from 12 in a usual month.');
    expect(said(report([11, 11, 2]))).toBe('11 steps in 2026-02, as in a usual month.');
  });

  it('compares with nothing where there is nothing', () => {
    expect(said(report([0, 0, 1, 2]))).toBe('1 step in 2026-03.');
    expect(said(report([4]))).toBe('4 steps so far in 2026-01.');
    expect(said(report([]))).toBe('');
    expect(said(report([7, 0, 0]))).toBe('The last 7 steps were in 2026-01.');
    expect(said(report([7, 0, 2]))).toBe('2 steps so far in 2026-03.');
  });

  it('says who is waited on, and otherwise what is open', () => {
    const waiting = { business: { ...QUIET, now: 3 }, client: { ...QUIET, now: 1 }, notKnown: 0, projects: [] };
    expect(said(report([4], { waiting }))).toMatch(/ Three projects wait on us, one on the client\.$/);
    expect(said(report([4], { open: [{ age: 'week', run: 1, recorded: 11 }] }))).toMatch(/ 12 projects are open\.$/);
  });
});
