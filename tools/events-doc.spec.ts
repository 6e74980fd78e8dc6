import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventsDocument } from './events-doc.ts';

describe('docs/events.md', () => {
  it('is what the event types say; run `npm run docs:events` where they changed', () => {
    expect(readFileSync(join(import.meta.dirname, '../docs/events.md'), 'utf8')).toBe(eventsDocument());
  });
});
