import { BrokenLog, checkName } from './broken-log.js';
import type { LogActivity, LogAttribute, Keys } from './log-item.js';
import { UnclearTime, type TimeReader } from './time-reader.js';

/** The names that XES gives to what every log has. */
export const XES_KEYS = {
  case: 'concept:name',
  activity: 'concept:name',
  time: 'time:timestamp',
  resource: 'org:resource',
  lifecycle: 'lifecycle:transition',
} as const satisfies Required<Keys>;

type Field = 'activity' | 'time' | 'resource' | 'lifecycle';

/** Makes activities of an event's attributes: what has a field of its own is taken out of the list. */
export class FieldLifter {
  readonly #fields: ReadonlyMap<string, Field>;
  readonly #shared: readonly (readonly [Field, Field])[];

  constructor(
    keys: Omit<Keys, 'case'>,
    private readonly times: TimeReader,
  ) {
    const fields = new Map<string, Field>();
    const shared: (readonly [Field, Field])[] = [];
    for (const field of ['activity', 'time', 'resource', 'lifecycle'] as const) {
      const key = keys[field];
      const first = key === undefined ? undefined : fields.get(key);
      if (first) shared.push([field, first]);
      else if (key !== undefined) fields.set(key, field);
    }
    this.#fields = fields;
    this.#shared = shared;
  }

  /** @throws BrokenLog for a time that cannot be read */
  lift(number: number, all: LogAttribute[], line: number): LogActivity {
    const found: Partial<Record<Field, string>> = {};
    const attributes = all.filter((attribute) => !this.#takes(found, attribute));
    for (const [field, same] of this.#shared) if (found[same] !== undefined) found[field] = found[same];
    checkName(found.activity, 'name of the activity', line);
    checkName(found.resource, 'name of the resource', line);
    checkName(found.lifecycle, 'lifecycle transition', line);
    return {
      kind: 'activity',
      case: number,
      activity: found.activity,
      occurredAt: found.time === undefined ? undefined : this.#time(found.time, line),
      resource: found.resource,
      lifecycle: found.lifecycle,
      attributes,
    };
  }

  /** Whether the attribute is told whole by its field; one that says more stays in the list as well. */
  #takes(found: Partial<Record<Field, string>>, attribute: LogAttribute): boolean {
    const field = this.#fields.get(attribute.key);
    if (field === undefined || found[field] !== undefined || attribute.value === '') return false;
    found[field] = attribute.value;
    return attribute.children === undefined;
  }

  #time(text: string, line: number): string {
    try {
      return this.times.read(text);
    } catch (error) {
      if (error instanceof UnclearTime) throw new BrokenLog(error.message, { line });
      throw error;
    }
  }
}
