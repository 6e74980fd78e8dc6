import { appendFileSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SqliteEventStore } from '#event-store';
import { copyLog } from '#event-store';
import { AnchoredLog, STREAMS, streamNamed } from './anchored-log.harness.js';
import { HistoryDisagrees, anchorToEnd } from './anchoring.js';
import { copyAnchors } from './copy-anchors.js';
import { Forger } from './forger.harness.js';

describe('anchoring', () => {
  let world: AnchoredLog;
  let store: SqliteEventStore;

  beforeEach(() => {
    world = new AnchoredLog();
    store = world.open();
  });
  afterEach(async () => {
    await store.close();
    world.close();
  });

  async function append(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) await world.append(store, STREAMS[index % 3] ?? STREAMS[0]);
  }

  /** Covers what is there, as a process does that was just started. */
  const cover = () => anchorToEnd(world.anchoring(store));

  it('is not missed where it never began', async () => {
    await append(3);
    expect(await world.verify()).toMatchObject({ valid: true, events: 3, anchors: 0 });
  });

  it('covers a log from its beginning, also one that was there before', async () => {
    await append(30);
    await cover();
    expect(await world.verify()).toMatchObject({ valid: true, anchors: 2, lastAnchor: { position: '30', events: 30 } });
  });

  it('makes an anchor of every thousand events, and reads on from the last one', async () => {
    for (const stream of STREAMS) await world.append(store, stream, 625);
    await cover();
    expect(world.anchorLines()).toHaveLength(4);
    await append(10);
    await cover();
    await cover();
    expect(await world.verify()).toMatchObject({ valid: true, anchors: 5, lastAnchor: { position: '2510' } });
  });

  it('makes none of nothing', async () => {
    await cover();
    await cover();
    expect(world.anchorLines()).toHaveLength(1);
    expect(await world.verify()).toMatchObject({ valid: true, events: 0, anchors: 1 });
  });

  it('keeps its files from others', async () => {
    await append(1);
    await cover();
    for (const name of ['anchors.key', 'anchors.pub', 'anchors.jsonl', 'anchors.lock'])
      expect(statSync(join(world.keys, name)).mode & 0o077).toBe(0);
  });

  it('goes on behind what a kill left of a line, which is no anchor', async () => {
    await append(5);
    await cover();
    const [line = ''] = world.anchorLines().slice(-1);
    appendFileSync(world.anchorsFile, line.slice(0, 100));
    expect(await world.verify()).toMatchObject({ valid: true, anchors: 2 });
    await append(5);
    await cover();
    expect(await world.verify()).toMatchObject({ valid: true, anchors: 3, lastAnchor: { position: '10' } });
  });

  it('goes on whichever of its files was the last one before a kill', async () => {
    await append(5);
    await cover();
    const whole = world.copy();
    // Files are made in this order.
    const names = ['anchors.jsonl', 'anchors.pub', 'anchors.key'];
    for (const left of [0, 1, 2]) {
      for (const name of names.slice(left)) rmSync(join(world.keys, name), { force: true });
      if (left > 0) truncateSync(world.anchorsFile, readFileSync(whole.anchorsFile).indexOf('\n') + 1);
      expect(await world.verify()).toMatchObject({ valid: true });
      await cover();
      expect(await world.verify()).toMatchObject({ valid: true, anchors: 2 });
    }
    whole.close();
  });

  it('is done by several at the same time, while the log grows', async () => {
    const late = streamNamed('project', 'late');
    const stores = [world.open(), world.open(), world.open()];
    const [isDone, verdicts] = [{ now: false }, [] as unknown[]];
    const writing = (async () => {
      for (let index = 0; index < 100; index += 1) await world.append(store, late, 3);
    })().finally(() => (isDone.now = true));
    const covering = stores.map(async (one) => {
      const anchoring = world.anchoring(one);
      while (!isDone.now) {
        await anchoring.take(7);
        await anchoring.sign();
        await sleep(20);
      }
      await anchorToEnd(anchoring);
    });
    const verifying = (async () => {
      while (!isDone.now) {
        verdicts.push((await world.verify()).firstBad);
        await new Promise(setImmediate);
      }
    })();
    await Promise.all([writing, ...covering, verifying]);
    for (const one of stores) await one.close();
    expect(new Set(verdicts)).toEqual(new Set([undefined]));
    expect(verdicts.length).toBeGreaterThan(0);
    const verdict = await world.verify();
    expect(verdict).toMatchObject({ valid: true, events: 300, lastAnchor: { position: '300' } });
    expect(verdict.anchors).toBe(world.anchorLines().length);
  });

  it('of an older copy of the log goes with the anchors that are copied for it', async () => {
    await append(20);
    await cover();
    const copy = new AnchoredLog();
    copyLog(world.log, copy.log);
    await append(20);
    await cover();
    for (const name of ['anchors.key', 'anchors.pub'])
      writeFileSync(join(copy.keys, name), readFileSync(join(world.keys, name)));
    copyAnchors(world.keys, 20n, copy.anchorsFile);
    expect(await copy.verify()).toMatchObject({ valid: true, events: 20, anchors: 2 });
    const restored = copy.open();
    await copy.append(restored, streamNamed('project', 'after'));
    await anchorToEnd(copy.anchoring(restored));
    await restored.close();
    expect(await copy.verify()).toMatchObject({ valid: true, events: 21, anchors: 3 });
    // Whoever kept the anchors of the lost events is told that these are lost.
    expect(await copy.verify(world.anchorsFile)).toMatchObject({ valid: false, firstBad: { position: 21n } });
    copy.close();
  });

  describe('signs nothing over', () => {
    const forged = async (forge: (forger: Forger) => void) => {
      await store.close();
      const forger = new Forger(world.log);
      forge(forger);
      forger.close();
      store = world.open();
    };

    beforeEach(async () => {
      await append(20);
      await cover();
      await append(20);
      await cover();
    });

    it.each<[string, (forger: Forger) => void, RegExp]>([
      [
        'a cut tail',
        (f) => f.do('DELETE FROM events WHERE position > 35'),
        /^position 36: the log ends before it, and 5/,
      ],
      ['an empty log', (f) => f.do('DELETE FROM events'), /^position 21: the log ends before it, and 20/],
      [
        'an event that is not the one of its hash',
        (f) => f.do(`UPDATE events SET data = '{}' WHERE position = 22`),
        /at revision 7 \(position 22\): the hash is not that of the event/,
      ],
      [
        'a change that the last anchor covers',
        (f) => {
          f.do(`UPDATE events SET data = '{}' WHERE position = 22`);
          f.rechain();
        },
        /at revision 7 \(position 22\): another event stood here/,
      ],
      [
        'an event behind the last anchor that does not follow',
        (f) =>
          f.do(`INSERT INTO events (stream, revision, id, type, schema_version, at, account, visibility, data, metadata, hash)
            SELECT stream, 99, id, type, schema_version, at, account, visibility, data, metadata, hash FROM events WHERE position = 40`),
        /at revision 99 \(position 41\): revision 14 of its stream is missing/,
      ],
    ])('%s', async (_name, forge, message) => {
      const before = readFileSync(world.anchorsFile, 'utf8');
      await forged(forge);
      const failure: unknown = await cover().catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(HistoryDisagrees);
      expect((failure as Error).message).toMatch(message);
      expect(readFileSync(world.anchorsFile, 'utf8')).toBe(before);
    });

    it('a tail that is cut off while it is at work', async () => {
      const anchoring = world.anchoring(store);
      await anchorToEnd(anchoring);
      const forger = new Forger(world.log);
      forger.do('DELETE FROM events WHERE position = 40');
      forger.close();
      await expect(anchoring.take(10)).rejects.toThrow('position 40: the log ends before it');
    });

    it.each<[string, () => void]>([
      ['anchors that are missing', () => renameSync(world.anchorsFile, `${world.anchorsFile}.gone`)],
      ['anchors that are empty', () => writeFileSync(world.anchorsFile, '')],
      [
        'a last anchor that was changed',
        () =>
          writeFileSync(
            world.anchorsFile,
            readFileSync(world.anchorsFile, 'utf8').replace(/"at":"2(?=[^\n]*\n$)/, '"at":"3'),
          ),
      ],
      ['a public key that is missing', () => rmSync(join(world.keys, 'anchors.pub'))],
      ['a private key that is missing', () => rmSync(join(world.keys, 'anchors.key'))],
      ['another private key', () => writeFileSync(join(world.keys, 'anchors.key'), Buffer.alloc(32, 1))],
    ])('%s', async (_name, forge) => {
      forge();
      await append(1);
      await expect(cover()).rejects.toThrow(HistoryDisagrees);
    });
  });
});
