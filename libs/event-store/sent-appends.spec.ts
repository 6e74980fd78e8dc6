import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { NO_PREVIOUS, canonicalJson } from '#event-sourcing';
import type { Append } from './append-batch.js';
import { streamNamed } from './event-store.behaviour.js';
import { receivedAppends, sentAppends } from './sent-appends.js';

const text = fc.string({
  unit: fc.oneof(fc.constantFrom('\n', '\r', '\u2028', '"', '\\', '\u0000', 'ß'), fc.string()),
});

const appends = fc.array(
  fc
    .record({
      name: fc.uuid(),
      revision: fc.nat(),
      datas: fc.array(fc.dictionary(text, fc.oneof(text, fc.integer()))),
      account: fc.option(fc.uuid(), { nil: undefined }),
    })
    .map(({ name, revision, datas, account }): Append => {
      const stream = streamNamed('project', name);
      const events = datas.map((data, index) => ({
        stream,
        revision: revision + index,
        id: name,
        type: 'NotePublished',
        schemaVersion: 1,
        at: '2026-03-02T09:00:00.000Z',
        account,
        visibility: 'client' as const,
        data: canonicalJson(data),
        metadata: canonicalJson({ ...data, commandId: name }),
        hash: NO_PREVIOUS,
      }));
      return { stream, expectedRevision: revision - 1, events };
    }),
  { minLength: 1 },
);

describe('appends on their way to another thread', () => {
  it('arrive as they were sent, whatever people wrote', () => {
    fc.assert(
      fc.property(appends, (sent) => {
        expect(receivedAppends(sentAppends(sent))).toEqual(sent);
      }),
    );
  });
});
