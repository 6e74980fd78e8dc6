import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyChain } from '#event-store';
import { readAnchors } from './anchors/anchor-file.js';
import { AnchoredLog, streamNamed } from './anchors/anchored-log.harness.js';
import { anchorToEnd } from './anchors/anchoring.js';
import { Forger } from './anchors/forger.harness.js';
import { middleOf, verifyInTwo } from './verify-in-two.js';

const EVENTS = 45_000;
const PIECE = 500;
const STREAMS = 7;

describe('a long log', () => {
  let long: AnchoredLog;

  beforeAll(async () => {
    long = new AnchoredLog();
    const store = long.open();
    for (let done = 0; done < EVENTS; done += PIECE)
      await long.append(store, streamNamed('project', String((done / PIECE) % STREAMS)), PIECE);
    await anchorToEnd(long.anchoring(store));
    await store.close();
  });
  afterAll(() => {
    long.close();
  });

  async function inTwo(world: AnchoredLog, read?: (events: number) => void) {
    const store = world.open();
    const { anchors } = readAnchors(world.keys);
    try {
      const verdict = await verifyInTwo({ store, path: world.log, anchors }, read);
      return { verdict, alone: await verifyChain(store) };
    } finally {
      await store.close();
    }
  }

  it('is checked by two threads as by one, and tells how far both are', async () => {
    const counts: number[] = [];
    const { verdict, alone } = await inTwo(long, (events) => counts.push(events));
    expect(verdict).toEqual(alone);
    expect(verdict).toEqual({ events: EVENTS, streams: STREAMS, valid: true, firstBad: undefined });
    expect(counts.at(-1)).toBe(EVENTS);
    expect(counts.toSorted((a, b) => a - b)).toEqual(counts);
  });

  it.each([1_000, 44_000])('has its first wrong place named, in whichever half: position %i', async (position) => {
    const world = long.copy();
    const forger = new Forger(world.log);
    forger.do(`UPDATE events SET data = '{}' WHERE position = ${position}`);
    forger.close();
    expect((await inTwo(world)).verdict).toBeUndefined();
    expect(await world.verify()).toMatchObject({ valid: false, firstBad: { position: BigInt(position) } });
    world.close();
  });

  it('is parted at the last anchor of its first half, and behind all anchors where these end earlier', () => {
    const { anchors } = readAnchors(long.keys);
    expect(middleOf(BigInt(EVENTS), anchors)).toMatchObject({ position: 22_000n, events: 22_000 });
    expect(middleOf(BigInt(EVENTS), anchors.slice(0, 5))).toMatchObject({ position: 22_500n });
    expect(middleOf(BigInt(EVENTS), [])).toMatchObject({ position: 22_500n });
    expect(middleOf(1_500n, anchors.slice(0, 3))).toMatchObject({ position: 0n });
  });
});
