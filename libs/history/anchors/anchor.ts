import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import { NO_PREVIOUS, canonicalJson } from '#event-sourcing';

const Digest = z.string().check(z.regex(/^[\da-f]{64}$/));

/**
 * What the log was at one moment, signed. A line of `anchors.jsonl` is one of these in canonical JSON; the first covers
 * nothing and is the beginning.
 */
export const Anchor = z.strictObject({
  /** When it was made. */
  at: z.iso.datetime({ precision: 3 }),
  /** How many events the log had up to `position`. */
  events: z.int().check(z.nonnegative()),
  /**
   * The first four digits of the hash of each event since the anchor before: they tell where something was changed; that
   * it was is proven by `root`.
   */
  marks: z.string().check(z.regex(/^([\da-f]{4})*$/)),
  /** Position of the last event that it covers, in decimal. */
  position: z.string().check(z.regex(/^\d{1,19}$/)),
  /** SHA-256 of the line before this one; 64 zeros in the first. */
  prev: Digest,
  /** See {@link Segment}. */
  root: Digest,
  /** Ed25519 over {@link signedText}, in base64url. */
  signature: z.string().check(z.regex(/^[\w-]{86}$/)),
});
export type Anchor = z.infer<typeof Anchor>;

export const MARK_LENGTH = 4;

/** What an anchor's signature covers: a word that no other signature of this key begins with, and all its other fields. */
function signedText(anchor: Omit<Anchor, 'signature'>): Buffer {
  const { at, events, marks, position, prev, root } = anchor;
  return Buffer.from(`portico anchor\n${canonicalJson({ at, events, marks, position, prev, root })}`);
}

export function signedAnchor(anchor: Omit<Anchor, 'signature'>, key: KeyObject): Anchor {
  return { ...anchor, signature: sign(null, signedText(anchor), key).toString('base64url') };
}

export function isSignedBy(anchor: Anchor, key: KeyObject): boolean {
  return verify(null, signedText(anchor), key, Buffer.from(anchor.signature, 'base64url'));
}

export function lineOf(anchor: Anchor): string {
  return canonicalJson(anchor);
}

/** `prev` of the line behind this one. */
export function hashOfLine(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}

/** The anchor in a line; `undefined` where it is none, or is written in another way than {@link lineOf} writes. */
export function anchorIn(line: string): Anchor | undefined {
  const parsed = Anchor.safeParse(jsonIn(line));
  return parsed.success && lineOf(parsed.data) === line ? parsed.data : undefined;
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The beginning: it covers nothing. */
export function firstAnchor(at: string, key: KeyObject): Anchor {
  return signedAnchor({ at, events: 0, marks: '', position: '0', prev: NO_PREVIOUS, root: NO_PREVIOUS }, key);
}
