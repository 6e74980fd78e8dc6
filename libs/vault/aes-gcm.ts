import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

// Asking the system for 12 bytes at a time costs more than the encryption; none is ever given out twice.
let pool = Buffer.alloc(0);

function freshNonce(): Buffer {
  if (pool.length < NONCE_LENGTH) pool = randomBytes(NONCE_LENGTH * 512);
  const nonce = pool.subarray(0, NONCE_LENGTH);
  pool = pool.subarray(NONCE_LENGTH);
  return nonce;
}

/** AES-256-GCM under a fresh random nonce: nonce, ciphertext and tag in one. */
export function encrypt(key: Uint8Array, associated: string, plain: Uint8Array): Buffer {
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH }).setAAD(
    Buffer.from(associated),
  );
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** `undefined` when it was encrypted under another key or for another place, or was changed. */
export function decrypt(key: Uint8Array, associated: string, payload: Uint8Array): Buffer | undefined {
  if (payload.length < NONCE_LENGTH + TAG_LENGTH) return undefined;
  const nonce = payload.subarray(0, NONCE_LENGTH);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH });
  decipher.setAAD(Buffer.from(associated)).setAuthTag(payload.subarray(-TAG_LENGTH));
  try {
    return Buffer.concat([decipher.update(payload.subarray(NONCE_LENGTH, -TAG_LENGTH)), decipher.final()]);
  } catch {
    return undefined;
  }
}
