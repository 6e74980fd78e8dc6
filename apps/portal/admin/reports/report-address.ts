import type { QueryOf, ReportScope, listReportEvents } from '#contracts';

/** What stands in the address of a report, as text. */
export type ReportParams = Readonly<Partial<Record<keyof ReportScope, string | undefined>>>;

/** How far a report looks back where its address does not say; `all` stands for all of the past. */
export const USUAL_MONTHS = 12;
export const MONTHS = ['12', '24', '60', 'all'] as const;

const DAY = /^\d{4}-\d\d-\d\d$/;
const UUID = /^[0-9a-f-]{36}$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** What the address asks for; what makes no sense in it is as if it were not there. */
export function scopeOf({ account, kind, asOf, facts, months }: ReportParams): ReportScope {
  return {
    ...(UUID.test(account ?? '') && { account }),
    ...(isKind(kind) && { kind }),
    ...(DAY.test(asOf ?? '') && { asOf }),
    ...(facts === 'recorded-then' && { facts }),
    ...(months !== 'all' && { months: monthsIn(months) }),
  };
}

export function isKind(kind: string | undefined): kind is 'run' | 'recorded' {
  return kind === 'run' || kind === 'recorded';
}

/** The address of a scope, without what is usual. */
export function paramsOf({ months, ...scope }: ReportScope): Record<string, string> {
  const others = Object.entries(scope).filter(([name, value]) => value !== undefined && value !== USUAL[name]);
  return {
    ...Object.fromEntries(others.map(([name, value]) => [name, String(value)])),
    ...(months === undefined ? { months: 'all' } : months !== USUAL_MONTHS && { months: String(months) }),
  };
}

const USUAL: Readonly<Record<string, unknown>> = { facts: 'known-now' };

type Asked = QueryOf<typeof listReportEvents>;
export type Figure = Pick<Asked, 'figure' | 'month' | 'status' | 'side' | 'age' | 'project' | 'kind'>;

/** The address of the events behind a figure. Its kind is `of`, beside that to which the whole report is narrowed. */
export function figureParams(scope: ReportScope, { kind, ...figure }: Figure): Record<string, string> {
  const named = Object.entries({ ...figure, of: kind }).filter(([, value]) => value !== undefined);
  return { ...paramsOf(scope), ...Object.fromEntries(named.map(([name, value]) => [name, String(value)])) };
}

function monthsIn(months: string | undefined): number {
  const count = Number(months ?? USUAL_MONTHS);
  return Number.isInteger(count) && count >= 1 && count <= 1200 ? count : USUAL_MONTHS;
}

/** A month as addresses name it; nothing where it is none. */
export function monthIn(month: string | undefined): string | undefined {
  return MONTH.test(month ?? '') ? month : undefined;
}
