import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFile } from '#vault';

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const PRIVATE = 'anchors.key';
const PUBLIC = 'anchors.pub';

/** The key that signs anchors; made on first use. @param folder of keys */
export function signingKey(folder: string): KeyObject {
  return privateKey(keyFile(join(folder, PRIVATE)));
}

function privateKey(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
}

/** The key that checks anchors, as it lies beside them; `undefined` before there are any. @throws Error when it is none */
export function checkingKey(folder: string): KeyObject | undefined {
  const path = join(folder, PUBLIC);
  return existsSync(path) ? createPublicKey(readFileSync(path)) : undefined;
}

/** Says for good that anchors are made with this key: from now on they are missing where they are not there. Half a file would be a false alarm. */
export function publish(folder: string, key: KeyObject): void {
  const pem = createPublicKey(key).export({ format: 'pem', type: 'spki' });
  const draft = join(folder, `${PUBLIC}.new`);
  writeFileSync(draft, pem, { mode: 0o600, flush: true });
  renameSync(draft, join(folder, PUBLIC));
}

/** Whether the two keys in the folder belong together, as far as both are there. */
export function isPair(folder: string): boolean {
  const path = join(folder, PRIVATE);
  const known = checkingKey(folder);
  return !known || !existsSync(path) || createPublicKey(privateKey(keyFile(path))).equals(known);
}
