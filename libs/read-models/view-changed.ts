import type { StoredEvent, StreamName, Visibility } from '#event-sourcing';

/** Which documents of a view events of one stream changed, and who may hear of it. */
export interface DocumentsChanged {
  readonly stream: StreamName;
  readonly account: string | undefined;
  readonly visibility: Visibility;
  readonly ids: readonly string[];
}

/** A view has changed and can be read up to a position. */
export interface ViewChanged {
  readonly view: string;
  readonly position: bigint;
  /** One for each stream, account and visibility among the events. */
  readonly changes: readonly DocumentsChanged[];
  /** Another build answers from now on: whoever shows anything of the view reads it again. */
  readonly isSwitched?: true;
}

/** Gathers what the events of a flush changed. */
export class Changes {
  readonly #gathered = new Map<string, Omit<DocumentsChanged, 'ids'> & { readonly ids: Set<string> }>();

  add({ stream, account, visibility }: StoredEvent, id: string): void {
    const key = `${stream} ${visibility} ${account ?? ''}`;
    const known = this.#gathered.get(key);
    if (known) known.ids.add(id);
    else this.#gathered.set(key, { stream, account, visibility, ids: new Set([id]) });
  }

  /** Hands over what was gathered and starts anew. */
  take(): DocumentsChanged[] {
    const taken = [...this.#gathered.values()].map((change) => ({ ...change, ids: [...change.ids] }));
    this.#gathered.clear();
    return taken;
  }
}
