import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '#event-sourcing';
import { Views } from '#platform';
import { projections } from './composition.js';
import { Routes } from './routes.js';
import {
  attempt,
  isAdmitted,
  plainRoutes,
  readMatrix,
  type Cell,
  type Target,
} from './testing/authz-matrix.harness.js';
import { PRINCIPALS, authzWorld, type AuthzWorld, type PrincipalName } from './testing/authz-world.harness.js';
import type { HttpAnswer } from './testing/http-client.harness.js';

const { operations, cells } = readMatrix();

/** What two answers must have in common that say the same: all but what names the request or tells the time. */
function denial({ status, headers, text }: HttpAnswer) {
  const { 'x-request-id': _id, date: _date, ...others } = headers;
  return { status, headers: others, text };
}

describe('the authorization matrix', () => {
  let world: AuthzWorld;
  const answers = new Map<string, HttpAnswer>();
  const keyOf = (operation: string, target: Target, principal: PrincipalName) => `${operation} ${target} ${principal}`;

  beforeAll(async () => {
    world = await authzWorld();
  }, 60_000);

  afterAll(async () => {
    await world.portal.stop();
  });

  /** The end of the log and everything in every view. */
  async function everything(): Promise<{ head: bigint; views: Record<string, string> }> {
    const { app, stores } = world.portal.portal;
    const views: Record<string, string> = {};
    for (const projection of projections) {
      const hash = createHash('sha256');
      for await (const document of app.get(Views).of(projection).dump()) hash.update(canonicalJson(document));
      views[projection.name] = hash.digest('hex');
    }
    return { head: await stores.transactions.store.head(), views };
  }

  it('has a row for every route that runs, and no other', () => {
    const running = world.portal.portal.app
      .get(Routes)
      .operations()
      .map(({ operation }) => operation.id);
    expect([...operations].sort()).toEqual([...running, ...plainRoutes].sort());
    const tree = world.portal.portal.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
    const routes = [...tree.matchAll(/\((?:GET|POST|HEAD|OPTIONS|, )+\)/g)].flatMap(([methods]) =>
      methods.match(/GET|POST|OPTIONS/g),
    );
    expect(routes).toHaveLength(operations.length);
  });

  it('holds in every cell, and nothing changes by trying', async () => {
    const before = await everything();
    const wrong: string[] = [];
    for (const cell of cells) {
      const answer = await attempt(world, cell);
      answers.set(keyOf(cell.operation, cell.target, cell.principal), answer);
      if (!isAsExpected(cell, answer))
        wrong.push(
          `${keyOf(cell.operation, cell.target, cell.principal)}: ${String(cell.expected)}, not ${String(answer.status)} ${answer.text.slice(0, 200)}`,
        );
    }
    expect(wrong).toEqual([]);
    expect(await everything()).toEqual(before);
  }, 60_000);

  it('tells nobody a foreign thing from one that does not exist', () => {
    const compared = operations.flatMap((operation) =>
      PRINCIPALS.flatMap((principal) => {
        const [missing, ...others] = (['missing', 'foreign', 'malformed'] as const).map((target) =>
          answers.get(keyOf(operation, target, principal)),
        );
        if (missing?.status !== 404) return [];
        return others
          .filter((other) => other?.status === 404)
          .map((other) => ({ operation, principal, other, missing }));
      }),
    );
    expect(compared.length).toBeGreaterThan(100);
    for (const { other, missing } of compared) {
      if (!other) throw new Error('Nothing was compared.');
      expect(denial(other)).toEqual(denial(missing));
    }
  });
});

function isAsExpected({ expected }: Cell, answer: HttpAnswer): boolean {
  return expected === 'yes' ? isAdmitted(answer) : answer.status === expected;
}
