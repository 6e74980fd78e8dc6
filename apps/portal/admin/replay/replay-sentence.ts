import type { BuildBeside, ReplayView } from '#contracts';
import type { AdminMessages } from '../../messages/messages';

/** What a good colleague would say first about the views: what waits, what is late, what is being made. */
export function replaySentence(
  views: readonly ReplayView[],
  m: AdminMessages['replay'],
  nameOf: (view: string) => string,
): string {
  return [...stateOf(views, m), ...makingOf(views, m, nameOf)].join(' ');
}

function stateOf(views: readonly ReplayView[], m: AdminMessages['replay']): string[] {
  const count = (state: ReplayView['state']): number => views.filter((view) => view.state === state).length;
  const [waiting, stopped, late] = [count('waits-for-you'), count('stopped'), count('catching-up')];
  if (waiting + stopped + late === 0) return [m.allCurrent];
  const rest = views.length > waiting && stopped + late === 0;
  return [
    ...(stopped > 0 ? [m.stopped(stopped)] : []),
    ...(waiting > 0 ? [m.waiting(waiting, rest)] : []),
    ...(late > 0 ? [m.catchingUp(late)] : []),
  ];
}

function makingOf(
  views: readonly ReplayView[],
  m: AdminMessages['replay'],
  nameOf: (view: string) => string,
): string[] {
  const fresh = views.flatMap(({ name, beside }) =>
    beside.filter(({ served }) => !served).map((build) => ({ name: nameOf(name), build })),
  );
  const has = (test: (build: BuildBeside) => boolean) => fresh.filter(({ build }) => test(build));
  const building = has(({ progress }) => progress !== null && progress.phase !== 'failed').length;
  return [
    ...(building > 0 ? [m.building(building)] : []),
    ...has(({ progress }) => progress?.phase === 'failed').map(({ name }) => m.failed(name)),
    ...has(({ progress }) => progress === null).map(({ name }) => m.built(name)),
  ];
}
