import { describe, expect, it } from '@jest/globals';
import type { ReceiptView } from '#contracts';
import { checkProof } from './check-proof';

const proof = {
  id: '7f3c9a52-0d1e-5b8a-9c44-2f6b1f0f7a10',
  type: 'TaskCompleted',
  revision: 3,
  at: '2026-11-24T09:41:00.000Z',
  data: '{"taskId":"straße","title":"“Brief”"}',
  metadata: '{"visibility":"client"}',
};
/** What `sha256sum` says of the nine lines. */
const hash = 'ca4daf4f49a5316190a550960126aa5dd3319badec576471f264661a0ac6688b';
const receipt = { schemaVersion: 1, stream: 'project-1', prev: '0'.repeat(64), hash, proof } as ReceiptView;

describe('the proof of a receipt', () => {
  it('matches what is stored', async () => {
    expect(await checkProof(receipt)).toBe(true);
  });

  it.each([
    ['its words', { proof: { ...proof, data: proof.data.replace('Brief', 'brief') } }],
    ['its time', { proof: { ...proof, at: '2026-11-24T09:42:00.000Z' } }],
    ['its number', { proof: { ...proof, revision: 4 } }],
    ['what came before it', { prev: '1'.repeat(64) }],
    ['its stream', { stream: 'project-2' }],
    ['its version', { schemaVersion: 2 }],
  ])('does not match once %s changed', async (_, change) => {
    expect(await checkProof({ ...receipt, ...change })).toBe(false);
  });
});
