import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import * as contracts from '#contracts';
import type { Operation } from '#contracts';
import { PRINCIPALS, type AuthzWorld, type PrincipalName, type Things } from './authz-world.harness.js';
import { pathOf, type HttpAnswer, type HttpClient } from './http-client.harness.js';

const Cells = z.array(z.union([z.literal('yes'), z.literal([401, 403, 404])])).length(PRINCIPALS.length);
const Target = z.enum(['any', 'own', 'foreign', 'missing', 'malformed']);
export type Target = z.infer<typeof Target>;

const Matrix = z.strictObject({
  principals: z.array(z.string()).refine((names) => names.join() === PRINCIPALS.join()),
  rows: z.record(z.string(), z.partialRecord(Target, Cells)),
});

/** One thing that somebody asks for, and what they must get. */
export interface Cell {
  readonly operation: string;
  readonly target: Target;
  readonly principal: PrincipalName;
  readonly expected: 'yes' | 401 | 403 | 404;
}

export function readMatrix(): { readonly operations: readonly string[]; readonly cells: readonly Cell[] } {
  const file = join(import.meta.dirname, '../../../authz-matrix.yaml');
  const { rows } = Matrix.parse(parse(readFileSync(file, 'utf8')));
  const cells = Object.entries(rows).flatMap(([operation, targets]) =>
    Object.entries(targets).flatMap(([target, expected]) =>
      expected.map((one, index) => ({
        operation,
        target: target as Target,
        principal: PRINCIPALS[index] ?? 'anon',
        expected: one,
      })),
    ),
  );
  return { operations: Object.keys(rows), cells };
}

/** Routes that are no operations of the contract, by the name of their handler. */
const PLAIN: Readonly<Record<string, string>> = {
  live: '/api/health/live',
  ready: '/api/health/ready',
  describe: '/api/openapi.json',
  read: '/api/docs',
  metrics: '/metrics',
  portal: '/projects',
  streamSignals: '/api/signals',
  downloadReport: '/api/report.csv',
};

export const plainRoutes = Object.keys(PLAIN);

/** A valid body for each command that takes one. */
export const BODIES: Readonly<Record<string, object>> = {
  openAccount: { name: 'Sweep' },
  renameAccount: { name: 'Sweep' },
  inviteMember: { name: 'Sweep', email: 'sweep@people.example', role: 'viewer' },
  changeMemberRole: { role: 'owner' },
  assignStaff: { personId: '00000000-0000-4000-8000-000000000001' },
  inviteColleague: { name: 'Sweep', email: 'sweep@people.example', role: 'admin' },
  changeColleagueRole: { role: 'admin' },
  startProject: { name: 'Sweep', template: 'website-project' },
  updateStatus: { state: 'late', sentence: 'Sweep' },
  publishNote: { body: 'Sweep' },
  addInternalNote: { body: 'Sweep' },
  switchView: { to: '1-1' },
  leaveOutEvent: { reason: 'Sweep' },
};

/** What must be asked for besides. */
const QUERIES: Readonly<Record<string, Record<string, string>>> = { listReportEvents: { figure: 'steps' } };

/** Asks as a cell says. Whoever must be let through sends what the handler would refuse, so that nothing changes. */
export async function attempt(world: AuthzWorld, cell: Cell): Promise<HttpAnswer> {
  const http = world.people.get(cell.principal)?.http;
  if (!http) throw new Error(`There is no ${cell.principal}.`);
  const plain = PLAIN[cell.operation];
  // A stream has no end to wait for: its headers say whether it was let through.
  if (plain !== undefined) return http.send(cell.operation === 'streamSignals' ? 'HEAD' : 'GET', plain);
  const operation = (contracts as unknown as Record<string, Operation>)[cell.operation];
  if (!operation) throw new Error(`The contract has no operation ${cell.operation}.`);
  const params = paramsOf(operation, cell, world);
  return operation.method === 'GET'
    ? http.send('GET', pathOf(operation, params, queryOf(cell, world)))
    : write(http, operation, params, cell);
}

function write(
  http: HttpClient,
  operation: Operation,
  params: Record<string, string>,
  cell: Cell,
): Promise<HttpAnswer> {
  const body = { ...BODIES[operation.id], ...(cell.expected === 'yes' && { sweep: true }) };
  const headers = {
    'content-type': 'application/json',
    'x-portico-request': '1',
    origin: http.url,
    ...(operation.versioned && { 'if-match': '1' }),
  };
  return http.send('POST', pathOf(operation, params), { headers, text: JSON.stringify(body) });
}

/** Whether an answer means that its sender was let through. */
export function isAdmitted({ status, body }: HttpAnswer): boolean {
  return status === 200 || (status === 400 && (body as { code?: unknown } | undefined)?.code === 'invalid-request');
}

const MISSING = '11111111-1111-4111-8111-111111111111';

function thingsOf({ principal, target }: Cell, { a, b }: AuthzWorld): Things {
  return (principal === 'B.owner') === (target === 'own') ? b : a;
}

function paramsOf({ path }: Operation, cell: Cell, world: AuthzWorld): Record<string, string> {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name as keyof Things);
  return Object.fromEntries(names.map((name) => [name, idOf(name, cell, world)]));
}

function idOf(name: keyof Things, cell: Cell, world: AuthzWorld): string {
  if (cell.target === 'missing') return MISSING;
  if (cell.target === 'malformed') return 'not-an-id';
  return thingsOf(cell, world)[name];
}

function queryOf(cell: Cell, world: AuthzWorld): Record<string, string> {
  const account = ACCOUNT_IN_QUERY.has(cell.operation) ? { account: idOf('accountId', cell, world) } : {};
  return { ...QUERIES[cell.operation], ...account };
}

/** Operations whose account stands in the query. */
const ACCOUNT_IN_QUERY = new Set(['listTimeline', 'listTimelineMonths', 'getReport', 'listReportEvents']);
