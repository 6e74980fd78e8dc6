import { describe, expect, it } from '@jest/globals';
import { commandIdOf, type StoredEvent } from '#event-sourcing';
import { checkLog } from './check-log.ts';
import type { Settled } from './workload.ts';

const PRINCIPAL = 'ruth';
const sent = { account: 'acme', operation: 'publishNote', target: 'website', key: 'one' };
const { key: idempotencyKey, ...command } = sent;
const commandId = commandIdOf({ principal: PRINCIPAL, ...command, idempotencyKey });

const event = (more: Partial<StoredEvent> = {}): StoredEvent =>
  ({
    id: 'e1',
    type: 'NotePublished',
    stream: 'project-website',
    position: 7n,
    metadata: JSON.stringify({ commandId }),
    ...more,
  }) as StoredEvent;

const settled = (status: number, position?: string): Settled => ({
  ...sent,
  answer: { status, body: position === undefined ? {} : { position }, tries: 1 },
});

describe('the check of a log after a storm', () => {
  it('finds nothing where each acknowledged command stands once, and no refused one', () => {
    expect(checkLog([event()], [settled(201, '7')], PRINCIPAL)).toEqual([]);
    expect(checkLog([], [settled(409)], PRINCIPAL)).toEqual([]);
  });

  it.each([
    ['a lost one', [], settled(201, '7'), /acknowledged and is lost/],
    ['a refused one', [event()], settled(409), /refused and is in the log/],
    ['another at its position', [event({ position: 8n })], settled(201, '7'), /where something else stands/],
    ['one that was done twice', [event(), event({ id: 'e2', position: 8n })], settled(201, '7'), /done twice/],
    ['one in two streams', [event(), event({ id: 'e2', stream: 'project-x' })], settled(201, '7'), /more than once/],
    ['an event that stands twice', [event(), event({ position: 8n })], settled(201, '7'), /stand in the log twice/],
  ])('finds %s', (_what, events, command, fault) => {
    expect(checkLog(events, [command], PRINCIPAL).join('\n')).toMatch(fault);
  });
});
