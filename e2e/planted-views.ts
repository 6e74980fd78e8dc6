import type { AnyProjection } from '#read-models';
import { STUMBLING_BLOCK } from './stumbling-block.ts';

// What is tested is the built program; only its types come from the source.
const built = new URL('../dist/libs/program/index.js', import.meta.url).href;
const program = (await import(built)) as typeof import('#program');

function named(name: string): AnyProjection {
  const found = program.projections.find((projection) => projection.name === name);
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

export const { events } = program;
export const projections: readonly AnyProjection[] = [
  ...program.projections.filter(({ name }) => name !== notes.name),
  stumbling,
  forgetful,
];
