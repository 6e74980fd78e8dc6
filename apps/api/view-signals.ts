import { RIGHTS_VIEW } from '#platform';
import { REPLAYS_VIEW, type Replay } from '#replay';
import type { Change, Signals } from '#signals';
import type { ProjectionRunner, ViewChanged } from '#read-models';

/** Their documents are people, who hear of their own. */
const OF_PEOPLE: ReadonlySet<string> = new Set([RIGHTS_VIEW]);
const OF_ADMINS: ReadonlySet<string> = new Set([REPLAYS_VIEW]);

/** Tells open pages of every view that was stored with changes. Returns how to stop. */
export function signalViews(runner: ProjectionRunner, signals: Signals): () => void {
  return runner.onChanged((changed) => {
    signals.publish(changesOf(changed));
  });
}

/** Tells the admins' pages that a rebuild has moved on, or a view stands otherwise. Returns how to stop. */
export function signalReplay(replay: Replay, runner: ProjectionRunner, signals: Signals): () => void {
  return replay.onMoved(() => {
    signals.publish([
      { view: REPLAYS_VIEW, position: runner.position(REPLAYS_VIEW), visibility: 'internal', onlyAdmins: true },
    ]);
  });
}

function changesOf({ view, position, changes, isSwitched }: ViewChanged): Change[] {
  const onlyAdmins = OF_ADMINS.has(view);
  // It concerns no account in particular: whoever shows anything of the view reads it again.
  if (isSwitched) return [{ view, position, visibility: 'client', onlyAdmins }];
  return changes.map(({ account, visibility, ids, stream }) => ({
    view,
    position,
    account,
    visibility,
    people: [...(OF_PEOPLE.has(view) ? ids : []), ...personOf(stream)],
    onlyAdmins,
  }));
}

function personOf(stream: string): readonly string[] {
  return stream.startsWith('person-') ? [stream.slice('person-'.length)] : [];
}
