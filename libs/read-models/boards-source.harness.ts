import type { AnyProjection } from './read-model-store.js';
import { boardEvents, boards, entries, type Board } from './boards.harness.js';

/** What threads of the tests load. */
export const events = boardEvents;

/** The next version of the boards, with a bug: it forgets every note of one text. */
const forgetful: AnyProjection = {
  ...boards,
  version: 2,
  evolve: (draft: Board | undefined, event: Parameters<typeof boards.evolve>[1], id: string) =>
    event.data.text === 'c' && draft ? draft : boards.evolve(draft, event, id),
};

export const projections: readonly AnyProjection[] = [boards, forgetful, entries];

export const source = new URL('./boards-source.harness.js', import.meta.url);
