import { createPrivateKey, createPublicKey, randomBytes, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_LENGTH } from '#vault';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const PRIVATE = 'anchors.key';
const PUBLIC = 'anchors.pub';

/** The bytes of a new key that signs anchors. */
export function newSeed(): Buffer {
  return randomBytes(KEY_LENGTH);
}

export function keyOf(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

/** The key that signs anchors; `undefined` before there are any. @param folder of keys @throws Error when it is none */
export function signingKey(folder: string): KeyObject | undefined {
  const path = join(folder, PRIVATE);
  return existsSync(path) ? keyOf(readFileSync(path)) : undefined;
}

/** The key that checks anchors, as it lies beside them; `undefined` before there are any. @throws Error when it is none */
export function checkingKey(folder: string): KeyObject | undefined {
  const path = join(folder, PUBLIC);
  return existsSync(path) ? createPublicKey(readFileSync(path)) : undefined;
}

/**
 * Keeps a new key, the public half first. The first anchor lies there before: where the private half is, the others are
 * missing when they are not.
 */
export function keepKey(folder: string, seed: Buffer): void {
  const pem = createPublicKey(keyOf(seed)).export({ format: 'pem', type: 'spki' });
  for (const [name, content] of [
    [PUBLIC, pem],
    [PRIVATE, seed],
  ] as const) {
    const draft = join(folder, `${name}.new`);
    writeFileSync(draft, content, { mode: 0o600, flush: true });
    renameSync(draft, join(folder, name));
  }
}

/**
 * What is wrong with the keys of anchors that were made, in words.
 *
 * @param checking from {@link checkingKey}
 */
export function wrongWithKeys(folder: string, checking: KeyObject | undefined): string | undefined {
  const signing = signingKey(folder);
  if (!signing) return undefined;
  if (!checking) return 'anchors.pub, which checks the anchors, is missing';
  return createPublicKey(signing).equals(checking)
    ? undefined
    : 'anchors.key and anchors.pub do not belong together: one was exchanged';
}
