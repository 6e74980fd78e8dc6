import type { KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_PREVIOUS } from '#event-sourcing';
import { MARK_LENGTH, anchorIn, hashOfLine, isSignedBy, type Anchor } from './anchor.js';
import { checkingKey, wrongWithKeys } from './anchor-keys.js';

export const ANCHORS = 'anchors.jsonl';

/** What is in `anchors.jsonl`: all anchors up to the first line that is not what it was. */
export interface ReadAnchors {
  readonly anchors: readonly Anchor[];
  /** Hash of the last of them. */
  readonly end: string;
  /** What is wrong behind them, in words. */
  readonly problem?: string;
}

const NONE: ReadAnchors = { anchors: [], end: NO_PREVIOUS };

/**
 * Reads and checks all anchors. A last line without its end is what a kill leaves behind, and no anchor.
 *
 * @param folder of keys
 * @param path of the anchors, where they are others than the folder's own
 */
export function readAnchors(folder: string, path = join(folder, ANCHORS)): ReadAnchors {
  const key = keyIn(folder);
  if (typeof key === 'string') return { ...NONE, problem: key };
  if (!existsSync(path)) return key ? { ...NONE, problem: `${ANCHORS} is missing` } : NONE;
  const lines = completeLines(readFileSync(path, 'utf8'));
  if (!key) return lines.length > 1 ? { ...NONE, problem: 'anchors.pub, which checks the anchors, is missing' } : NONE;
  if (lines.length === 0) return { ...NONE, problem: `${ANCHORS} is empty` };
  return follow(lines, key);
}

/** The key that checks, or what is wrong with the keys. */
function keyIn(folder: string): KeyObject | undefined | string {
  try {
    const key = checkingKey(folder);
    return wrongWithKeys(folder, key) ?? key;
  } catch {
    return 'anchors.pub or anchors.key is no key';
  }
}

export function completeLines(text: string): string[] {
  return text.split('\n').slice(0, -1);
}

function follow(lines: readonly string[], key: KeyObject): ReadAnchors {
  const anchors: Anchor[] = [];
  let end = NO_PREVIOUS;
  for (const line of lines) {
    const anchor = anchorIn(line);
    const wrong = anchor ? wrongWith(anchor, anchors.at(-1), end, key) : 'is no anchor';
    if (!anchor || wrong !== undefined)
      return { anchors, end, problem: `line ${String(anchors.length + 1)} of ${ANCHORS} ${wrong ?? ''}` };
    anchors.push(anchor);
    end = hashOfLine(line);
  }
  return { anchors, end };
}

function wrongWith(anchor: Anchor, before: Anchor | undefined, end: string, key: KeyObject): string | undefined {
  if (!isSignedBy(anchor, key)) return 'was changed, or signed with another key';
  if (anchor.prev !== end) return before ? 'does not follow the line before it' : 'is not the first one';
  return isAfter(anchor, before) ? undefined : 'contradicts the line before it';
}

function isAfter({ events, position, marks }: Anchor, before: Anchor | undefined): boolean {
  if (!before) return events === 0 && position === '0';
  const added = events - before.events;
  return (
    added > 0 && marks.length === added * MARK_LENGTH && BigInt(position) >= BigInt(before.position) + BigInt(added)
  );
}

/** How much of the file's end holds the last two anchors. */
const TAIL = 64 * 1024;

/** The end of the file, which is all that whoever goes on needs; signatures of older anchors are not looked at. */
export interface AnchorsEnd {
  readonly before: Anchor | undefined;
  readonly last: Anchor;
  readonly hash: string;
  /** Bytes of the file up to there. */
  readonly size: number;
}

/** @returns `undefined` when the end is no anchor of this key */
export async function readEnd(folder: string, key: KeyObject): Promise<AnchorsEnd | undefined> {
  const file = await open(join(folder, ANCHORS));
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - TAIL);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(TAIL), 0, TAIL, start);
    const text = buffer.subarray(0, bytesRead);
    const complete = text.subarray(0, text.lastIndexOf('\n') + 1);
    return endOf(completeLines(complete.toString()), key, start + complete.length);
  } finally {
    await file.close();
  }
}

function endOf(lines: readonly string[], key: KeyObject, size: number): AnchorsEnd | undefined {
  const [line = '', lineBefore = ''] = [lines.at(-1), lines.at(-2)];
  const [last, before] = [anchorIn(line), anchorIn(lineBefore)];
  if (!last || !isSignedBy(last, key)) return undefined;
  if (before ? last.prev !== hashOfLine(lineBefore) : last.events !== 0) return undefined;
  return { before, last, hash: hashOfLine(line), size };
}

/**
 * Appends lines behind `size` bytes, on disk when it resolves. What a kill left behind there is cut off.
 *
 * @returns bytes of the file afterwards
 */
export async function appendLines(folder: string, size: number, lines: readonly string[]): Promise<number> {
  const file = await open(join(folder, ANCHORS), 'r+');
  try {
    await file.truncate(size);
    const text = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    await file.write(text, 0, text.length, size);
    await file.sync();
    return size + text.length;
  } finally {
    await file.close();
  }
}
