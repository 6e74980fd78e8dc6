import type { ReceiptView } from '#contracts';

/** Whether this page may compute prints; browsers only let those with TLS, or of this machine. */
export function canCheckProofs(): boolean {
  return 'subtle' in crypto;
}

/** Whether an entry's stored texts give its print: SHA-256 computed here, in the reader's own browser. */
export async function checkProof({ prev, schemaVersion, stream, hash, proof }: ReceiptView): Promise<boolean> {
  const { id, type, revision, at, data, metadata } = proof;
  const text = [prev, id, type, String(schemaVersion), stream, String(revision), at, data, metadata].join('\n');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('') === hash;
}
