import type { Json } from './event.js';

/** A personal field of an event: where it lies, and whose key it is encrypted with. */
export interface PersonalField {
  readonly path: readonly (string | number)[];
  /** Person id of the data subject. */
  readonly subject: string;
}

/** A stored event type: a public format, versioned with care. */
export interface EventType<Type extends string = string, Data = unknown> {
  /** A stable name, never a class name. */
  readonly type: Type;
  readonly version: number;
  readonly schema: { parse(input: unknown): Data };
  /** One sentence for `docs/events.md`. */
  readonly meaning: string;
  readonly personal?: (data: Data) => readonly PersonalField[];
  /** `upcasters[n]` makes version n + 1 of version n. */
  readonly upcasters?: Readonly<Record<number, (data: Json) => Json>>;
}

/** Any event type, whatever its data. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Data stands in both directions; only `any` admits every event type.
export type AnyEventType = EventType<string, any>;

/** The union of domain events that event types make. */
export type EventOf<T> =
  T extends EventType<infer Type, infer Data> ? import('./event.js').DomainEvent<Type, Data> : never;
export type NewEventOf<T> =
  T extends EventType<infer Type, infer Data> ? import('./event.js').NewEvent<Type, Data> : never;

/** An event that cannot be read: nobody knows its type, its version is newer than this program, or its data is not as its schema says. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';

  constructor(
    readonly why: 'unknown-type' | 'future-version' | 'invalid-data',
    message: string,
  ) {
    super(message);
  }
}

/** All event types that a program knows; reads stored data at their newest version. */
export class EventCatalog {
  readonly #types = new Map<string, AnyEventType>();

  constructor(types: readonly AnyEventType[]) {
    for (const type of types) {
      if (this.#types.has(type.type)) throw new Error(`Two event types are named ${type.type}.`);
      this.#types.set(type.type, type);
    }
  }

  has(type: string): boolean {
    return this.#types.has(type);
  }

  get types(): readonly AnyEventType[] {
    return [...this.#types.values()];
  }

  /** @throws UnreadableEvent */
  get(type: string): AnyEventType {
    const known = this.#types.get(type);
    if (!known) throw new UnreadableEvent('unknown-type', `No event type ${type} is known.`);
    return known;
  }

  /**
   * Stored data, brought to its type's newest version by its upcasters.
   *
   * @throws UnreadableEvent
   */
  read(type: string, schemaVersion: number, data: string): Json {
    const known = this.get(type);
    if (schemaVersion > known.version) {
      throw new UnreadableEvent(
        'future-version',
        `${type} has version ${String(schemaVersion)}; this program knows ${String(known.version)}.`,
      );
    }
    let value = JSON.parse(data) as Json;
    for (let version = schemaVersion; version < known.version; version += 1) {
      const upcast = known.upcasters?.[version];
      if (!upcast) throw new UnreadableEvent('invalid-data', `${type} has no way from version ${String(version)}.`);
      value = upcast(value);
    }
    return value;
  }

  /**
   * Checks data as {@link read} gives it. What was sealed here was checked then; a log may have been written elsewhere.
   *
   * @throws UnreadableEvent
   */
  check(type: string, data: Json): void {
    try {
      this.get(type).schema.parse(data);
    } catch (error) {
      if (error instanceof UnreadableEvent) throw error;
      throw new UnreadableEvent('invalid-data', `${type} has data that its schema refuses${placeOf(error)}.`);
    }
  }
}

/** Where in the data a schema's first complaint is; its words are the program's, and no values of the event. */
function placeOf(error: unknown): string {
  const [issue] = (error as { issues?: readonly { path?: readonly PropertyKey[]; message?: string }[] }).issues ?? [];
  return issue ? ` at ${(issue.path ?? []).map(String).join('.') || 'its top'}: ${String(issue.message)}` : '';
}

/** Declares an event type; a function only so that its data is inferred from the schema. */
export function eventType<const Type extends string, Data>(definition: EventType<Type, Data>): EventType<Type, Data> {
  return definition;
}
