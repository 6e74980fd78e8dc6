import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SqliteEventStore } from '#event-store';
import type { AuditState } from '#platform';
import { AnchoredLog, STREAMS } from './anchored-log.harness.js';
import { Auditor } from './auditor.js';
import { Forger } from './forger.harness.js';

describe('the auditor', () => {
  let world: AnchoredLog;
  let store: SqliteEventStore;
  let errors: string[];

  beforeEach(() => {
    world = new AnchoredLog();
    store = world.open();
    errors = [];
  });
  afterEach(async () => {
    await store.close();
    world.close();
  });

  function auditor(within?: number): Auditor {
    const log = {
      info: () => undefined,
      warn: () => undefined,
      error: (event: string, _fields: object, cause: unknown) =>
        void errors.push(`${event}: ${(cause as Error).message}`),
    };
    const { keys } = world;
    return new Auditor({ store, keys, now: () => new Date(), log, ...(within !== undefined && { within }) });
  }

  async function until(audit: Auditor, isSo: (state: AuditState) => boolean): Promise<AuditState> {
    for (let waited = 0; waited < 30_000; waited += 20) {
      const state = await audit.state();
      if (isSo(state)) return state;
      await sleep(20);
    }
    throw new Error('It never came to that.');
  }

  async function untilSigned(): Promise<void> {
    const file = join(world.keys, 'anchors.jsonl');
    for (let waited = 0; waited < 30_000 && !existsSync(file); waited += 20) await sleep(20);
  }

  it('covers what happens within a while, and says how far it is', async () => {
    await world.append(store, STREAMS[0]);
    const audit = auditor(50);
    audit.start();
    await until(audit, ({ anchored }) => anchored?.position === 1n);
    await world.append(store, STREAMS[1]);
    await world.append(store, STREAMS[0]);
    const state = await until(audit, ({ anchored }) => anchored?.position === 3n);
    expect(state).toMatchObject({ eventsToGo: 0, disagreement: undefined });
    await audit.stop();
    expect(await world.verify()).toMatchObject({ valid: true });
    expect(errors).toEqual([]);
  });

  it('leaves what is young to the next anchor, and covers it when it stops', async () => {
    const audit = auditor();
    audit.start();
    await world.append(store, STREAMS[0]);
    await untilSigned();
    // An anchor over nothing says of nothing that it was checked.
    expect(await audit.state()).toMatchObject({ anchored: undefined, eventsToGo: 1 });
    await audit.stop();
    expect(await audit.state()).toMatchObject({ anchored: { position: 1n }, eventsToGo: 0 });
    expect(await world.verify()).toMatchObject({ valid: true, anchors: 2 });
  });

  it('says loudly, again and again, that the log is not what it was, and signs nothing any more', async () => {
    const first = auditor();
    first.start();
    for (let count = 0; count < 5; count += 1) await world.append(store, STREAMS[0]);
    await first.stop();
    const forger = new Forger(world.log);
    forger.do('DELETE FROM events WHERE position > 3');
    forger.close();
    const audit = auditor(20);
    audit.start();
    const { disagreement } = await until(audit, (state) => state.disagreement !== undefined);
    expect(disagreement).toMatch(/^position 4: the log ends before it, and 2 events/);
    while (errors.length < 3) await sleep(20);
    await audit.stop();
    expect(errors[0]).toMatch(/^history was changed: position 4/);
    expect(world.anchorLines()).toHaveLength(2);
  });

  it('goes on where a file cannot be written for a while', async () => {
    await world.append(store, STREAMS[0]);
    const blocked = `${world.anchorsFile}.new`;
    mkdirSync(blocked);
    const audit = auditor(20);
    audit.start();
    while (errors.length === 0) await sleep(20);
    expect(errors[0]).toMatch(/^anchor not made yet/);
    expect((await audit.state()).disagreement).toBeUndefined();
    rmdirSync(blocked);
    await audit.stop();
    expect(await world.verify()).toMatchObject({ valid: true, anchors: 2 });
  });
});
