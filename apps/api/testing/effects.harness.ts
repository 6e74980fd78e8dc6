import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import type { AnyProjection } from '#read-models';
import { events as known } from './no-effects.harness.js';

const tempting = (name: string, effect: () => unknown): AnyProjection => ({
  name,
  version: 1,
  indexes: [],
  handles: ['TaskCompleted'],
  keys: ({ id }: { readonly id: string }) => [id],
  evolve: () => {
    try {
      effect();
    } catch {
      // As a view might that hides what it tries.
    }
    return undefined;
  },
});

export const events = known;

/** Views that try what no view may. */
export const projections: readonly AnyProjection[] = [
  tempting('nothing', () => undefined),
  tempting('network', () => net.connect(25, '127.0.0.1')),
  tempting('web', () => fetch('http://127.0.0.1/')),
  tempting('file', () => {
    writeFileSync('/tmp/portico-effect.eml', '');
  }),
  tempting('vault', () => {
    new DatabaseSync(':memory:').exec('SELECT 1');
  }),
];
