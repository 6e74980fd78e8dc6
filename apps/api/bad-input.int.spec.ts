import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Operation } from '#contracts';
import { Routes } from './routes.js';
import { BODIES } from './testing/authz-matrix.harness.js';
import { authzWorld, type AuthzWorld, type PrincipalName } from './testing/authz-world.harness.js';
import { pathOf } from './testing/http-client.harness.js';

/** Values of every kind that has ever broken a program. */
const NASTY: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53 + 2,
  '',
  ' ',
  '\u0000',
  '\u202eevil',
  '\ufffe',
  '\ud800',
  'x'.repeat(20_000),
  '../../etc/passwd',
  '%00',
  "' OR 1=1 --",
  '{{constructor}}',
  '${7*7}',
  '<script>alert(1)</script>',
  '=1+1',
  'a@b.example\r\nBcc: c@d.example',
  '2026-02-30',
  '9999999999999999999999',
  '__proto__',
  [],
  [[]],
  {},
  { $ne: null },
  { $where: 'sleep(3000)' },
  { toString: 1 },
];

/** Whoever gives these is signed out, or set up again. */
const LEFT_OUT = new Set(['signOut', 'endOtherSessions', 'endSession']);

const nasty = fc.oneof(fc.constantFrom(...NASTY), fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' }));

/** A body that is right but for some of its fields. */
function bodyOf(operation: Operation): fc.Arbitrary<unknown> {
  const right = BODIES[operation.id] ?? {};
  const keys = [...Object.keys(right), 'extra', 'account', 'name'];
  const changed = fc
    .dictionary(fc.constantFrom(...keys), nasty, { maxKeys: 2 })
    .map((change) => ({ ...right, ...change }));
  return fc.oneof({ weight: 4, arbitrary: changed }, nasty);
}

function partsOf(
  names: readonly string[],
  right: Readonly<Record<string, string>>,
): fc.Arbitrary<Record<string, string>> {
  const value = (name: string) =>
    fc.oneof(
      fc.constant(right[name] ?? ''),
      nasty.map((one) => encodeURIComponent(printable(one))),
    );
  return fc.record(Object.fromEntries(names.map((name) => [name, value(name)])));
}

function printable(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();
}

const headers = fc.record(
  {
    'if-match': fc.constantFrom('0', '"1"', '-1', '*', 'x', '99999999999999999999'),
    'idempotency-key': fc.constantFrom('key', ' ', 'x'.repeat(300)),
    'x-read-after': fc.constantFrom('0', '1', 'x', '-1'),
    'x-portico-request': fc.constant('1'),
  },
  { requiredKeys: ['x-portico-request'] },
);

describe('whatever is sent', () => {
  let world: AuthzWorld;
  let operations: Operation[];

  beforeAll(async () => {
    world = await authzWorld();
    operations = world.portal.portal.app
      .get(Routes)
      .operations()
      .map(({ operation }) => operation);
  });

  afterAll(async () => {
    await world.portal.stop();
  });

  const send = async (who: PrincipalName, operation: Operation, sent: Sent) => {
    const http = world.people.get(who)?.http;
    if (!http) throw new Error(`There is no ${who}.`);
    const path = pathOf(operation, sent.params, sent.query);
    if (operation.method === 'GET') return http.send('GET', path, { headers: sent.headers });
    const text = JSON.stringify(sent.body);
    return http.send('POST', path, {
      headers: { ...sent.headers, origin: http.url, 'content-type': 'application/json' },
      text,
    });
  };

  it('the portal answers, and never with an error of its own', async () => {
    for (const operation of operations.filter(({ id }) => !LEFT_OUT.has(id))) {
      const ids = [...operation.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
      const sent = fc.record({
        params: partsOf(ids, { ...world.a }),
        query: fc.dictionary(
          fc.constantFrom('account', 'limit', 'cursor', 'kind', 'before', 'since', 'by', 'name', 'x'),
          nasty.map(printable),
          { maxKeys: 2 },
        ),
        body: bodyOf(operation),
        headers,
      });
      await fc.assert(
        fc.asyncProperty(fc.constantFrom<PrincipalName>('anon', 'A.owner', 'staff.A'), sent, async (who, one) => {
          const { status, headers: answered, text } = await send(who, operation, one);
          expect(status).toBeLessThan(500);
          expect(text).not.toMatch(/node_modules|\.js:\d|SQLITE/);
          if (status >= 400) expect(answered['content-type']).toBe('application/problem+json; charset=utf-8');
        }),
        { numRuns: 25 },
      );
    }
    expect(world.portal.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('no prototype is polluted by it', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});

interface Sent {
  readonly params: Record<string, string>;
  readonly query: Record<string, string>;
  readonly body: unknown;
  readonly headers: Record<string, string>;
}
