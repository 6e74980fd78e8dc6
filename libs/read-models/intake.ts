import type { EventCatalog, ProjectedEvent, StreamName } from '#event-sourcing';
import { keysOf, troubleOf } from './evolve-safely.js';
import type { Held } from './held.js';
import type { ReadEvent } from './read-event.js';
import type { AnyProjection } from './read-model-store.js';

/** An event with the documents that it touches. */
export interface Step {
  readonly read: ReadEvent;
  readonly event: ProjectedEvent;
  readonly ids: readonly string[];
}

/**
 * Says which events a view takes and which documents these touch; an event that cannot be read is parked at once.
 *
 * It holds up the documents that it names as far as that can be told from what is stored, and its whole stream where it
 * cannot. An event of an unknown type concerns the views that were made from streams of its category before.
 */
export class Intake {
  readonly #handles: ReadonlySet<string>;
  /** With its dash; at first something that no stream begins with. */
  #lastCategory = '-';

  /**
   * @param leftOut ids of events that the view leaves out
   * @param categories of the streams that the view was made from so far; it grows
   */
  constructor(
    private readonly projection: AnyProjection,
    private readonly catalog: EventCatalog,
    private readonly leftOut: ReadonlySet<string>,
    readonly categories: Set<string>,
  ) {
    this.#handles = new Set(projection.handles);
  }

  /** What to fold; `undefined` where there is nothing, or the event was parked. */
  step(read: ReadEvent, held: Held): Step | undefined {
    const { stored } = read;
    const isHandled = this.#handles.has(stored.type);
    if (!isHandled && (this.catalog.has(stored.type) || !this.categories.has(categoryOf(stored.stream)))) {
      return undefined;
    }
    if (this.#isLeftOut(stored.id) || held.parkBehind('stream', stored.stream, stored)) return undefined;
    try {
      if (!isHandled) this.catalog.get(stored.type);
      const event = read.project();
      const step = { read, event, ids: keysOf(this.projection, event) };
      this.#learn(stored.stream);
      return step;
    } catch (error) {
      this.#park(read, held, error);
      return undefined;
    }
  }

  #isLeftOut(id: string): boolean {
    return this.leftOut.size > 0 && this.leftOut.has(id);
  }

  /** Nearly always it is the same as before: comparing is cheaper than cutting. */
  #learn(stream: StreamName): void {
    if (stream.startsWith(this.#lastCategory)) return;
    const category = categoryOf(stream);
    this.#lastCategory = `${category}-`;
    this.categories.add(category);
  }

  #park(read: ReadEvent, held: Held, error: unknown): void {
    const { stored } = read;
    const trouble = troubleOf(error);
    const ids = namedBy(this.projection, read);
    for (const id of ids ?? []) held.park('document', id, stored, trouble);
    // Nobody can tell which documents it touches; those of its stream come closest.
    if (!ids || (ids.length === 0 && this.#handles.has(stored.type)))
      held.park('stream', stored.stream, stored, trouble);
  }
}

/** Documents that an event names as it is stored, whatever its data; `undefined` where that cannot be told. */
export function namedBy(projection: AnyProjection, read: ReadEvent): readonly string[] | undefined {
  try {
    return keysOf(projection, read.projectUnchecked());
  } catch {
    return undefined;
  }
}

function categoryOf(stream: StreamName): string {
  return stream.slice(0, stream.indexOf('-'));
}
