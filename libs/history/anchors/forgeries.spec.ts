import type { KeyObject } from 'node:crypto';
import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readAnchors } from './anchor-file.js';
import { hashOfLine, lineOf, signedAnchor, anchorIn, type Anchor } from './anchor.js';
import { signingKey } from './anchor-keys.js';
import { STREAMS, workedLog, type AnchoredLog } from './anchored-log.harness.js';
import { Forger } from './forger.harness.js';

const [ACCOUNT, PROJECT, OTHER, PERSON] = STREAMS;

/** Where a forgery must be found, and in which words. */
interface Found {
  readonly position?: bigint | null;
  readonly stream?: string | null;
  readonly revision?: number | null;
  readonly reason: RegExp;
}

const HASH = /^the hash is not that of the event and the one before it$/;
const ANOTHER = /^another event stood here when the anchor of \S+Z was made$/;
const MISSING = /^the event at this position is missing$/;

type InLog = readonly [name: string, forge: (forger: Forger) => void, found: Found];

/** Positions 1 to 60: account, project, other, person, and so on; anchored up to 55. */
const IN_LOG: readonly InLog[] = [
  ['an event’s data', (f) => f.do(`UPDATE events SET data = '{}' WHERE position = 6`), { position: 6n, stream: PROJECT, revision: 1, reason: HASH }],
  ['an event’s metadata', (f) => f.do(`UPDATE events SET metadata = replace(metadata, '"b"', '"x"') WHERE position = 7`), { position: 7n, stream: OTHER, reason: HASH }],
  ['an event’s metadata, which are no JSON any more', (f) => f.do(`UPDATE events SET metadata = '{' || metadata WHERE position = 26`), { position: 26n, reason: HASH }],
  ['when an event was recorded', (f) => f.do(`UPDATE events SET at = '2020-01-01T00:00:00.000Z' WHERE position = 8`), { position: 8n, reason: HASH }],
  ['an event’s type', (f) => f.do(`UPDATE events SET type = 'Undone' WHERE position = 9`), { position: 9n, reason: HASH }],
  ['an event’s id', (f) => f.do(`UPDATE events SET id = 'x' || id WHERE position = 9`), { position: 9n, reason: HASH }],
  ['an event’s schema version', (f) => f.do('UPDATE events SET schema_version = 2 WHERE position = 9'), { position: 9n, reason: HASH }],
  ['an event’s hash', (f) => f.do(`UPDATE events SET hash = '${'0'.repeat(64)}' WHERE position = 9`), { position: 9n, reason: HASH }],
  ['how a hash is written', (f) => f.do('UPDATE events SET hash = upper(hash) WHERE position = 3'), { position: 3n, reason: HASH }],
  ['the account beside the metadata', (f) => f.do(`UPDATE events SET account = 'b' WHERE position = 5`), { position: 5n, reason: /^its account is not the one/ }],
  ['the account beside the metadata, written so that both texts look alike', (f) => f.do(`UPDATE events SET account = 'a","actor":"b' WHERE position = 5`), { position: 5n, reason: /^its account is not the one/ }],
  ['who may see an event, written so that both texts look alike', (f) => f.do(`UPDATE events SET visibility = 'client"}' WHERE position = 5`), { position: 5n, reason: /^its visibility is not the one/ }],
  ['the account taken off', (f) => f.do('UPDATE events SET account = NULL WHERE position = 5'), { position: 5n, reason: /^its account is not the one/ }],
  ['who may see an event', (f) => f.do(`UPDATE events SET visibility = 'internal' WHERE position = 5`), { position: 5n, reason: /^its visibility is not the one/ }],
  ['an unanchored event’s data', (f) => f.do(`UPDATE events SET data = '{}' WHERE position = 58`), { position: 58n, reason: HASH }],
  ['two revisions of a stream exchanged', (f) => f.do('UPDATE events SET revision = 99 WHERE position = 2; UPDATE events SET revision = 0 WHERE position = 6; UPDATE events SET revision = 1 WHERE position = 2'), { position: 2n, reason: /^revision 0 of its stream is missing before it$/ }],
  ['an event moved to another stream', (f) => f.do('UPDATE events SET stream = 3, revision = 99 WHERE position = 2'), { position: 2n, reason: /^revision 0 of its stream is missing/ }],
  ['an event taken out of the middle', (f) => f.do('DELETE FROM events WHERE position = 20'), { position: 20n, stream: PERSON, revision: 4, reason: MISSING }],
  ['an unanchored event taken out', (f) => f.do('DELETE FROM events WHERE position = 57'), { position: 57n, reason: MISSING }],
  ['an event’s data, its chain made anew', (f) => { f.do(`UPDATE events SET data = '{}' WHERE position = 6`); f.rechain(); }, { position: 6n, stream: PROJECT, revision: 1, reason: ANOTHER }],
  ['an actor, the chain made anew', (f) => { f.do(`UPDATE events SET metadata = replace(metadata, '"actor":"b"', '"actor":"x"') WHERE position = 33`); f.rechain(); }, { position: 33n, stream: ACCOUNT, revision: 8, reason: ANOTHER }],
  ['a time, the chain made anew', (f) => { f.do(`UPDATE events SET at = '2020-01-01T00:00:00.000Z' WHERE position = 55`); f.rechain(); }, { position: 55n, reason: ANOTHER }],
  ['an account everywhere, the chain made anew', (f) => { f.do(`UPDATE events SET account = 'b' WHERE position = 14`); f.rechain(); }, { position: 14n, reason: ANOTHER }],
  ['who may see it everywhere, the chain made anew', (f) => { f.do(`UPDATE events SET visibility = 'internal' WHERE position = 14`); f.rechain(); }, { position: 14n, reason: ANOTHER }],
  ['the very first event, its chain made anew', (f) => { f.do(`UPDATE events SET data = '{}' WHERE position = 1`); f.rechain(); }, { position: 1n, stream: ACCOUNT, revision: 0, reason: ANOTHER }],
  ['an event whose new hash begins as the old one', (f) => { f.collide(55); f.rechain(); }, { position: 55n, reason: /^one of the 15 events up to this one is not what it was when the anchor/ }],
  ['the last anchored event cut off with all behind it', (f) => f.do('DELETE FROM events WHERE position >= 55'), { position: 55n, stream: null, reason: /^the log ends before it, and 1 event that the anchor of \S+ covers is gone$/ }],
  ['a long tail cut off', (f) => f.do('DELETE FROM events WHERE position > 30'), { position: 31n, reason: /^the log ends before it, and 25 events that the anchor of \S+ covers are gone$/ }],
  ['a tail cut off at an anchor', (f) => f.do('DELETE FROM events WHERE position > 40'), { position: 41n, reason: /15 events/ }],
  ['all events', (f) => f.do('DELETE FROM events'), { position: 1n, reason: /55 events/ }],
  ['all events and streams', (f) => f.do('DELETE FROM events; DELETE FROM streams'), { position: 1n, reason: /55 events/ }],
  ['a stream’s tail cut off', (f) => f.do('DELETE FROM events WHERE stream = 2 AND revision > 10'), { position: 46n, reason: MISSING }],
  ['a stream’s tail cut off and the gaps closed', (f) => { f.do('DELETE FROM events WHERE stream = 2 AND revision > 10'); f.closeGaps(); }, { position: 46n, stream: OTHER, reason: ANOTHER }],
  ['a whole stream', (f) => f.do('DELETE FROM events WHERE stream = 3'), { position: 3n, stream: null, revision: null, reason: MISSING }],
  ['a whole stream with its name', (f) => f.do('DELETE FROM events WHERE stream = 3; DELETE FROM streams WHERE number = 3'), { position: 3n, reason: MISSING }],
  ['a whole stream and the gaps closed', (f) => { f.do('DELETE FROM events WHERE stream = 3; DELETE FROM streams WHERE number = 3'); f.closeGaps(); }, { position: 3n, stream: PERSON, revision: 0, reason: ANOTHER }],
  ['a stream’s name alone', (f) => f.do('DELETE FROM streams WHERE number = 3'), { position: 3n, reason: MISSING }],
  ['a whole stream that no anchor covers', (f) => f.do('DELETE FROM events WHERE position = 61'), { position: null, revision: null, reason: /^all its events are missing$/ }],
  ['an event out of the middle, gaps closed and chains made anew', (f) => { f.do('DELETE FROM events WHERE position = 20'); f.closeGaps(); f.rechain(); }, { position: 20n, stream: ACCOUNT, reason: ANOTHER }],
  ['an event put in, chains made anew', (f) => { f.insert(20, 29); }, { position: 30n, reason: ANOTHER }],
  ['an invented event put in, chains made anew', (f) => { f.insert(20, 29, `'{"text":"invented"}'`); }, { position: 30n, stream: PERSON, reason: ANOTHER }],
  ['an event doubled at the end', (f) => f.do('DROP INDEX events_by_stream; INSERT INTO events (stream, revision, id, type, schema_version, at, account, visibility, data, metadata, hash) SELECT stream, revision, id, type, schema_version, at, account, visibility, data, metadata, hash FROM events WHERE position = 4'), { position: 62n, stream: PERSON, revision: 0, reason: /^its stream has a revision 0 before it already$/ }],
  ['an event that no anchor covers put before one that it follows', (f) => f.do('UPDATE events SET position = 99 WHERE position = 57; UPDATE events SET position = 57 WHERE position = 61; UPDATE events SET position = 61 WHERE position = 99; UPDATE events SET revision = 14 WHERE position = 57'), { position: 57n, reason: /^revision 0 of its stream is missing/ }],
  ['the order of two streams’ events', (f) => f.do('UPDATE events SET position = 99 WHERE position = 21; UPDATE events SET position = 21 WHERE position = 22; UPDATE events SET position = 22 WHERE position = 99'), { position: 21n, stream: PROJECT, revision: 5, reason: ANOTHER }],
  ['the order of a whole log', (f) => { f.do('UPDATE events SET position = -stream * 100 - revision; UPDATE events SET position = -position'); f.closeGaps(); }, { position: 2n, stream: ACCOUNT, revision: 1, reason: ANOTHER }],
  ['two streams’ names exchanged', (f) => f.do(`UPDATE streams SET name = 'x' WHERE number = 2; UPDATE streams SET name = '${PROJECT}' WHERE number = 3; UPDATE streams SET name = '${OTHER}' WHERE number = 2`), { position: 2n, stream: OTHER, reason: HASH }],
  ['two streams’ names exchanged, chains made anew', (f) => { f.do(`UPDATE streams SET name = 'x' WHERE number = 2; UPDATE streams SET name = '${PROJECT}' WHERE number = 3; UPDATE streams SET name = '${OTHER}' WHERE number = 2`); f.rechain(); }, { position: 2n, reason: ANOTHER }],
  ['a stream renamed, its chain made anew', (f) => { f.do(`UPDATE streams SET name = 'project-x' WHERE number = 2`); f.rechain(); }, { position: 2n, stream: 'project-x', reason: ANOTHER }],
  ['two events exchanged between streams, chains made anew', (f) => { f.do(`UPDATE events SET data = '{"number":x}' WHERE position = 22; UPDATE events SET data = (SELECT data FROM events WHERE position = 23) || ' ' WHERE position = 22; UPDATE events SET data = '{}' WHERE position = 23`); f.rechain(); }, { position: 22n, reason: ANOTHER }],
  ['all positions moved on', (f) => f.do('UPDATE events SET position = -position - 1; UPDATE events SET position = -position'), { position: 1n, reason: MISSING }],
  ['the last event moved far away', (f) => f.do('UPDATE events SET position = 1000000 WHERE position = 61'), { position: 61n, reason: MISSING }],
  ['another history from the middle on', (f) => { f.do(`UPDATE events SET data = '{"text":"another"}' WHERE position >= 30`); f.rechain(); }, { position: 30n, reason: ANOTHER }],
  ['the category that a stream is filed under', (f) => f.do(`UPDATE streams SET category = 'hidden' WHERE number = 2`), { stream: PROJECT, position: null, reason: /^it is filed under another category than its own$/ }],
  ['a trigger that changes what will come', (f) => f.do(`CREATE TRIGGER quiet AFTER INSERT ON events BEGIN DELETE FROM events WHERE position = new.position; END`), { stream: null, reason: /something besides its tables .*: quiet$/ }],
  ['a view', (f) => f.do('CREATE VIEW nicer AS SELECT * FROM events'), { stream: null, reason: /: nicer$/ }],
  ['the index that keeps revisions apart', (f) => f.do('DROP INDEX events_by_stream; CREATE INDEX events_by_stream ON events (stream, revision)'), { stream: null, reason: /has lost what keeps revisions apart/ }],
]; // prettier-ignore

type InKeys = readonly [name: string, forge: (world: AnchoredLog, other: AnchoredLog) => void, reason: RegExp];

function edited(world: AnchoredLog, line: number, change: (line: string) => string): void {
  world.writeAnchorLines(world.anchorLines().map((text, index) => (index === line ? change(text) : text)));
}

function from(other: AnchoredLog, world: AnchoredLog, ...names: string[]): void {
  for (const name of names) copyFileSync(join(other.keys, name), join(world.keys, name));
}

function anchorOf(line: string): Anchor {
  const anchor = anchorIn(line);
  if (!anchor) throw new Error('This is no anchor.');
  return anchor;
}

function keyIn(folder: string): KeyObject {
  const key = signingKey(folder);
  if (!key) throw new Error('There is no key.');
  return key;
}

/** All anchors with other fields, signed with the key of a folder and chained anew. */
function resigned(
  world: AnchoredLog,
  keys: string,
  change: (anchor: Omit<Anchor, 'signature'>) => Partial<Anchor>,
): void {
  const key = keyIn(keys);
  let prev = '0'.repeat(64);
  const lines = world.anchorLines().map((line) => {
    const { signature: _signature, ...anchor } = anchorOf(line);
    const next = lineOf(signedAnchor({ ...anchor, ...change(anchor), prev }, key));
    prev = hashOfLine(next);
    return next;
  });
  world.writeAnchorLines(lines);
}

/** Lines 1 to 5: the beginning, and the anchors of positions 10, 25, 40 and 55. */
const IN_KEYS: readonly InKeys[] = [
  ['how many events an anchor covers', (w) => edited(w, 2, (line) => line.replace('"events":25', '"events":24')), /^line 3 of anchors\.jsonl was changed, or signed/],
  ['an anchor’s position', (w) => edited(w, 2, (line) => line.replace('"position":"25"', '"position":"24"')), /^line 3 .* was changed/],
  ['an anchor’s root', (w) => edited(w, 4, (line) => line.replace(/"root":"./, '"root":"_')), /^line 5 of anchors\.jsonl is no anchor$/],
  ['an anchor’s marks', (w) => edited(w, 4, (line) => line.replace(/"marks":".{4}/, '"marks":"0000')), /^line 5 .* was changed/],
  ['an anchor’s time', (w) => edited(w, 1, (line) => line.replace(/"at":"\d{4}/, '"at":"2001')), /^line 2 .* was changed/],
  ['an anchor’s signature', (w) => edited(w, 3, (line) => line.replace(/"signature":"..../, '"signature":"AAAA')), /^line 4 .* was changed/],
  ['how an anchor is written', (w) => edited(w, 3, (line) => line.replace(',', ', ')), /^line 4 .* is no anchor$/],
  ['a line taken out of the middle', (w) => w.writeAnchorLines(w.anchorLines().filter((_, index) => index !== 2)), /^line 3 .* does not follow the line before it$/],
  ['two lines exchanged', (w) => { const [a = '', b = '', c = '', ...rest] = w.anchorLines(); w.writeAnchorLines([a, c, b, ...rest]); }, /^line 2 .* does not follow/],
  ['the first line', (w) => w.writeAnchorLines(w.anchorLines().slice(1)), /^line 1 .* is not the first one$/],
  ['a line repeated at the end', (w) => w.writeAnchorLines([...w.anchorLines(), w.anchorLines().at(-1) ?? '']), /^line 6 .* does not follow/],
  ['an empty line', (w) => w.writeAnchorLines([...w.anchorLines(), '']), /^line 6 .* is no anchor$/],
  ['all lines', (w) => w.writeAnchorLines([]), /^anchors\.jsonl is empty$/],
  ['the whole file', (w) => rmSync(w.anchorsFile), /^anchors\.jsonl is missing$/],
  ['the file and the public key', (w) => { rmSync(w.anchorsFile); rmSync(join(w.keys, 'anchors.pub')); }, /^anchors\.pub, which checks the anchors, is missing$/],
  ['the public key', (w) => rmSync(join(w.keys, 'anchors.pub')), /^anchors\.pub, which checks the anchors, is missing$/],
  ['a public key that is none', (w) => writeFileSync(join(w.keys, 'anchors.pub'), 'x'), /is no key$/],
  ['the public key of another portal', (w, o) => from(o, w, 'anchors.pub'), /do not belong together: one was exchanged$/],
  ['the private key of another portal', (w, o) => from(o, w, 'anchors.key'), /do not belong together/],
  ['both keys of another portal', (w, o) => from(o, w, 'anchors.key', 'anchors.pub'), /^line 1 .* signed with another key$/],
  ['all anchors of another portal', (w, o) => from(o, w, 'anchors.jsonl'), /^line 1 .* signed with another key$/],
  ['all anchors signed with another key', (w, o) => resigned(w, o.keys, () => ({})), /^line 1 .* signed with another key$/],
  ['an anchor signed with another key', (w, o) => { const [last = ''] = w.anchorLines().slice(-1); const { signature: _s, ...anchor } = anchorOf(last); edited(w, 4, () => lineOf(signedAnchor(anchor, keyIn(o.keys)))); }, /^line 5 .* signed with another key$/],
  ['an anchor that takes events back, signed with the right key', (w) => resigned(w, w.keys, ({ events }) => (events === 40 ? { events: 20 } : {})), /^line 4 .* contradicts the line before it$/],
]; // prettier-ignore

describe('a forged log', () => {
  let honest: AnchoredLog;
  let other: AnchoredLog;

  beforeAll(async () => {
    honest = await workedLog();
    other = await workedLog();
  });
  afterAll(() => {
    honest.close();
    other.close();
  });

  it('is valid before it is forged', async () => {
    expect(await honest.verify()).toMatchObject({
      valid: true,
      events: 61,
      streams: 5,
      anchors: 5,
      firstBad: undefined,
    });
  });

  it('is tried in more than forty ways', () => {
    expect(new Set([...IN_LOG, ...IN_KEYS].map(([name]) => name)).size).toBeGreaterThan(70);
  });

  it.each(IN_LOG)('is found: %s', async (_name, forge, { reason, ...place }) => {
    const world = honest.copy();
    const forger = new Forger(world.log);
    forge(forger);
    forger.close();
    const verdict = await world.verify();
    world.close();
    expect(verdict).toMatchObject({ valid: false, firstBad: { ...place, reason: expect.stringMatching(reason) } });
  });

  it.each(IN_LOG)('is found in whichever half it is: %s', async (_name, forge, { position }) => {
    const world = honest.copy();
    const forger = new Forger(world.log);
    forge(forger);
    forger.close();
    const { anchors } = readAnchors(world.keys);
    // What lies in no event is looked for elsewhere.
    const isInEvents = typeof position === 'bigint';
    for (const middle of [10n, 25n, 40n, 55n])
      expect((await world.verifyHalves(middle, { anchors })) === undefined).toBe(isInEvents);
    world.close();
  });

  it('is valid by halves before it is forged, with anchors and without', async () => {
    const { anchors } = readAnchors(honest.keys);
    const valid = { valid: true, events: 61, streams: 5, firstBad: undefined };
    expect(await honest.verifyHalves(25n, { anchors })).toEqual(valid);
    for (let middle = 0n; middle < 61n; middle += 1n)
      expect(await honest.verifyHalves(middle, { anchors: [] })).toEqual(valid);
  });

  it.each(IN_KEYS)('is found by its anchors: %s', async (_name, forge, reason) => {
    const world = honest.copy();
    forge(world, other);
    const verdict = await world.verify();
    world.close();
    expect(verdict).toMatchObject({ valid: false, firstBad: { reason: expect.stringMatching(reason) } });
  });

  it('is found when its keys are at hand, by a copy of the anchors that was kept elsewhere', async () => {
    const [world, kept] = [honest.copy(), honest.copy()];
    const forger = new Forger(world.log);
    forger.do(`DELETE FROM events WHERE position > 40`);
    forger.do(`DELETE FROM streams WHERE number = 5`);
    forger.close();
    world.writeAnchorLines(world.anchorLines().slice(0, 4));
    expect(await world.verify()).toMatchObject({ valid: true, events: 40 });
    expect(await world.verify(kept.anchorsFile)).toMatchObject({
      valid: false,
      firstBad: { position: 41n, reason: expect.stringMatching(/15 events/) },
    });
    expect(existsSync(world.anchorsFile)).toBe(true);
    for (const one of [world, kept]) one.close();
  });

  it('that is a log of another portal is found', async () => {
    const world = honest.copy();
    const forger = new Forger(world.log);
    forger.do(`UPDATE events SET data = '{"of":"another"}'`);
    forger.rechain();
    forger.close();
    expect(await world.verify()).toMatchObject({ valid: false, firstBad: { position: 1n } });
    world.close();
  });
});
