import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boards, catalog, choking, entries, type Board } from './boards.harness.js';
import { foldFresh } from './fold-fresh.js';
import { FreshFold } from './fresh-fold.js';
import type { Happening } from './log.harness.js';
import { Running, clear, pin, ring } from './running.harness.js';

type Act =
  | { readonly act: 'add'; readonly happenings: readonly Happening[] }
  | { readonly act: 'kill'; readonly written: readonly string[] }
  | { readonly act: 'wait' | 'stop' | 'replace' | 'retry' | 'leave out' };

const IDS = ['u', 'v', 'w', 'x', 'y', 'z'];
const anyId = fc.constantFrom(...IDS);
const anyText = fc.constantFrom('a', 'b', 'c', 'd');
const anyHappening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(anyText, fc.uniqueArray(anyId, { minLength: 1, maxLength: 3 }))
      .map(([text, on]) => pin(text, ...on)),
  },
  { weight: 2, arbitrary: fc.uniqueArray(anyId, { maxLength: 3 }).map((on) => clear(...on)) },
  { weight: 1, arbitrary: fc.constant(ring) },
  {
    weight: 1,
    arbitrary: anyId.map((id) => ({ ...pin('unreadable', id), schemaVersion: 7, stream: 'item-2' }) as const),
  },
  { weight: 1, arbitrary: anyId.map((id) => ({ ...pin('after it', id), stream: 'item-2' }) as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Happening>(
      { type: 'NeverHeardOf', data: { on: ['x'] } },
      { type: 'NeverHeardOf', data: 'nothing', stream: 'item-2' },
      { ...pin('for whom', 'x', 'y'), account: 'acme' },
      { ...pin('for others', 'x'), account: 'birch' },
      { ...pin('refused', 'z'), data: { on: ['z'] } },
    ),
  },
);
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.array(anyHappening, { maxLength: 12 }).map((happenings) => ({ act: 'add', happenings }) as const),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('wait', 'stop', 'replace', 'retry', 'leave out').map((act) => ({ act }) as const),
  },
  { weight: 1, arbitrary: fc.subarray(IDS).map((written) => ({ act: 'kill', written }) as const) },
);

/** What a process leaves that is killed while it stores: some documents are there, the checkpoint and what is parked are not. */
async function writeHalf({ log, views, leftOut }: Running, written: readonly string[]): Promise<void> {
  const fold = new FreshFold(boards, catalog, { leftOut });
  for (const event of log.events) fold.add(event);
  const writer = await views.takeOver(boards);
  const writes = written.flatMap((id) => {
    const { text, position } = fold.documents.get(id) ?? {};
    if (position === undefined) return [];
    return [{ id, position, text, doc: text === undefined ? undefined : (JSON.parse(text) as Board) }];
  });
  await writer.flush({ from: writer.position, to: writer.position, writes, parked: [] });
}

async function leaveOutStuck(running: Running): Promise<void> {
  for (const { cause, event } of await running.runner.parked('boards')) {
    if (cause !== 'waits') running.leaveOut(event.id);
  }
  await running.runner.apply(running.plans);
}

async function perform(running: Running, act: Act, pageSize: number): Promise<void> {
  switch (act.act) {
    case 'add':
      running.log.add(...act.happenings);
      return;
    case 'wait':
      await running.upToDate();
      return;
    case 'retry':
      await running.runner.retryParked('boards');
      return;
    case 'leave out':
      await leaveOutStuck(running);
      return;
    case 'stop':
      await running.runner.stop();
      break;
    case 'kill':
      await running.runner.stop();
      await writeHalf(running, act.written);
      break;
    case 'replace':
  }
  // After `replace` the older runner is still there, and must be fenced.
  running.reopen();
  await running.start({ pageSize });
}

describe('views', () => {
  it('equal a fresh fold of the log, whatever comes, however it is paged, stopped, killed and tried again', async () => {
    const anyActs = fc.array(anyAct, { maxLength: 12 });
    const anyPageSize = fc.integer({ min: 1, max: 20 });
    await fc.assert(
      fc.asyncProperty(anyActs, fc.subarray(['a', 'keys b']), anyPageSize, async (acts, chokes, pageSize) => {
        choking.clear();
        for (const choke of chokes) choking.add(choke);
        const running = new Running();
        const expectFreshFold = async (): Promise<void> => {
          await running.upToDate();
          expect(await running.dump(boards)).toEqual(foldFresh(boards, running.log.events, catalog, running.leftOut));
          expect(await running.dump(entries)).toEqual(foldFresh(entries, running.log.events, catalog));
        };
        await running.start({ pageSize });
        for (const act of acts) await perform(running, act, pageSize);
        await expectFreshFold();
        choking.clear();
        await running.runner.retryParked('boards');
        await running.runner.retryParked('entries');
        await expectFreshFold();
        await running.close();
      }),
      { numRuns: 200 },
    );
  }, 300_000);
});
