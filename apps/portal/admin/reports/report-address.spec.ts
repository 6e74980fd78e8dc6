import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ReportScope } from '#contracts';
import { figureParams, paramsOf, scopeOf } from './report-address';

const anyScope: fc.Arbitrary<ReportScope> = fc.record(
  {
    account: fc.uuid(),
    kind: fc.constantFrom('run', 'recorded'),
    asOf: fc.constant('2012-05-31'),
    facts: fc.constant('recorded-then'),
    months: fc.integer({ min: 1, max: 1200 }),
  },
  { requiredKeys: [] },
);

describe('the address of a report', () => {
  it('leads back to what it was made of', () => {
    fc.assert(
      fc.property(anyScope, (scope) => {
        expect(scopeOf(paramsOf(scope))).toEqual(scope);
      }),
    );
  });

  it('says nothing of what is usual', () => {
    expect(paramsOf({ months: 12, facts: 'known-now' })).toEqual({});
    expect(scopeOf({})).toEqual({ months: 12 });
  });

  it('is read without what makes no sense', () => {
    const params = { months: '-3', asOf: 'yesterday', kind: 'both', account: 'mine', facts: 'all' };
    expect(scopeOf(params)).toEqual({ months: 12 });
    expect(scopeOf({ months: '1e9' })).toEqual({ months: 12 });
  });

  it('names the figure whose events it shows', () => {
    const figure = { figure: 'steps', month: '2012-05', side: undefined, kind: 'run' } as const;
    const params = { months: 'all', kind: 'recorded', figure: 'steps', month: '2012-05', of: 'run' };
    expect(figureParams({ kind: 'recorded' }, figure)).toEqual(params);
  });
});
