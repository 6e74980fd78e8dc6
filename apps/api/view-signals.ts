import type { Change, Signals } from '#signals';
import type { ProjectionRunner, ViewChanged } from '#read-models';

/** Tells open pages of every view that was stored with changes. Returns how to stop. */
export function signalViews(runner: ProjectionRunner, signals: Signals, peopleViews: ReadonlySet<string>): () => void {
  return runner.onChanged((changed) => {
    signals.publish(changesOf(changed, peopleViews));
  });
}

function changesOf({ view, position, changes, isSwitched }: ViewChanged, peopleViews: ReadonlySet<string>): Change[] {
  // It concerns no account in particular: whoever shows anything of the view reads it again.
  if (isSwitched) return [{ view, position, visibility: 'client' }];
  return changes.map(({ account, visibility, ids, stream }) => ({
    view,
    position,
    account,
    visibility,
    people: [...(peopleViews.has(view) ? ids : []), ...personOf(stream)],
  }));
}

function personOf(stream: string): readonly string[] {
  return stream.startsWith('person-') ? [stream.slice('person-'.length)] : [];
}
