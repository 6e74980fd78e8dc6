import { createHash } from 'node:crypto';
import type { ReceiptView } from '#contracts';

/** What anybody can do with a receipt: only the texts in it. */
export function isProven({ prev, hash, schemaVersion, stream, proof }: ReceiptView): boolean {
  const text = [
    prev,
    proof.id,
    proof.type,
    schemaVersion,
    stream,
    proof.revision,
    proof.at,
    proof.data,
    proof.metadata,
  ].join('\n');
  return createHash('sha256').update(text).digest('hex') === hash;
}
