import type { AnyProjection } from '#read-models';
import { STUMBLING_BLOCK } from './stumbling-block.ts';

// What is tested is the built program; only its types come from the source.
const built = new URL('../dist/apps/api/composition.js', import.meta.url).href;
const composition = (await import(built)) as typeof import('../apps/api/composition.js');

function named(name: string): AnyProjection {
  const found = composition.projections.find((projection) => projection.name === name);
  if (!found) throw new Error(`There is no view ${name}.`);
  return found;
}

const timeline = named('timeline');

/** The next version of the timeline, with a bug: it forgets who completed a task. */
const forgetful: AnyProjection = {
  ...timeline,
  version: timeline.version + 1,
  evolve: (...given: Parameters<typeof timeline.evolve>) => {
    const entry = timeline.evolve(...given);
    return entry && given[1].type === 'TaskCompleted' ? { ...entry, by: '' } : entry;
  },
};

const notes = named('notes');

/** The notes as they are, but for one note at which they fail. */
const stumbling: AnyProjection = {
  ...notes,
  evolve: (...given: Parameters<typeof notes.evolve>) => {
    if (JSON.stringify(given[1].data).includes(STUMBLING_BLOCK)) throw new Error('A note may not speak of beams.');
    return notes.evolve(...given);
  },
};

export const { events } = composition;
export const projections: readonly AnyProjection[] = [
  ...composition.projections.filter(({ name }) => name !== notes.name),
  stumbling,
  forgetful,
];
