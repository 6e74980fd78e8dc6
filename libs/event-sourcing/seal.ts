import { canonicalJson } from './canonical-json.js';
import { chainHash } from './chain.js';
import type { EventCatalog, PersonalField } from './event-catalog.js';
import type { EventMetadata, Json, NewEvent, SealedEvent, StreamName, Visibility } from './event.js';
import { uuidv5 } from './uuidv5.js';
import type { PersonalData } from './personal-data.js';

/** The command that a decision answers. */
export interface CommandContext {
  readonly commandId: string;
  readonly commandPrint: string;
  readonly correlationId: string;
  /** The event or request that caused the command; the correlation where nothing closer did. */
  readonly causationId: string;
  readonly actor: string;
  readonly onBehalfOf?: string;
  /** The account whose stream it is; absent for people and the workspace. */
  readonly account?: string;
  /** When the command was taken, `YYYY-MM-DDTHH:mm:ss.sssZ`. */
  readonly at: string;
}

/** Where in its stream a decision's first event goes. */
export interface StreamEnd {
  readonly stream: StreamName;
  readonly revision: number;
  readonly hash: string;
}

/** A decision's events, ready to be appended. */
export interface Sealed {
  readonly events: readonly SealedEvent[];
  /** What the data of each says: whoever folds it need not read it. */
  readonly said: readonly Json[];
}

const NOBODY: readonly PersonalField[] = [];

/** Builds a decision's events for appending: checked, personal fields encrypted, canonical, chained. Ids are `uuidv5(commandId, index)`. */
export class Sealer {
  constructor(
    private readonly catalog: EventCatalog,
    private readonly personal: PersonalData,
  ) {}

  /** The people whose keys must be there before {@link seal}. */
  subjects(events: readonly NewEvent[]): string[] {
    const subjects: string[] = [];
    for (const event of events) for (const { subject } of this.#personalFields(event)) subjects.push(subject);
    return subjects;
  }

  /**
   * @param first index of the first event among the command's, where a long command is appended in several parts
   * @throws the schema's error when an event's data is not what its type says
   */
  seal(end: StreamEnd, events: readonly NewEvent[], command: CommandContext, first = 0): Sealed {
    const metadata = metadataOf(command);
    let { revision, hash: prev } = end;
    const told: Json[] = [];
    const sealed = events.map((event, index): SealedEvent => {
      revision += 1;
      const id = uuidv5(command.commandId, String(first + index));
      const said = this.#data(event, id);
      told.push(said);
      const unhashed = {
        id,
        type: event.type,
        schemaVersion: this.catalog.get(event.type).version,
        stream: end.stream,
        revision,
        at: command.at,
        data: canonicalJson(said),
        metadata: metadata(prev, event.visibility),
      };
      prev = chainHash(prev, unhashed);
      return { ...unhashed, hash: prev, account: command.account, visibility: event.visibility };
    });
    return { events: sealed, said: told };
  }

  #data(event: NewEvent, id: string): Json {
    const type = this.catalog.get(event.type);
    return this.#encrypt(type.schema.parse(event.data) as Json, this.#personalFields(event), id);
  }

  #personalFields(event: NewEvent): readonly PersonalField[] {
    return this.catalog.get(event.type).personal?.(event.data) ?? NOBODY;
  }

  #encrypt(data: Json, fields: readonly PersonalField[], id: string): Json {
    return fields.reduce((sealed, { path, subject }) => {
      return withText(sealed, path, (text) => this.personal.seal(subject, id, path.join('.'), text));
    }, data);
  }
}

/**
 * Canonical metadata of a command's events: the members of {@link EventMetadata} in their order, written one by one, since
 * sorting and checking an object takes several times as long. `prev` and `visibility` differ from one event to the next.
 */
function metadataOf(command: CommandContext): (prev: string, visibility: Visibility) => string {
  const { causationId, correlationId, account, actor, commandId, commandPrint, onBehalfOf } = command;
  const text =
    `{"$causationId":${canonicalJson(causationId)},"$correlationId":${canonicalJson(correlationId)}` +
    member('account', account) +
    `,"actor":${canonicalJson(actor)},"commandId":"${commandId}","commandPrint":"${commandPrint}"` +
    member('onBehalfOf', onBehalfOf);
  return (prev, visibility) => `${text},"prev":"${prev}","visibility":"${visibility}"}`;
}

function member(name: keyof EventMetadata, value: string | undefined): string {
  return value === undefined ? '' : `,"${name}":${canonicalJson(value)}`;
}

/** A copy whose text at the path is replaced; the same where there is nothing. Only what leads there is copied. */
function withText(value: Json | undefined, path: PersonalField['path'], replace: (text: string) => string): Json {
  const [key, ...rest] = path;
  if (key === undefined) return replacedText(value, replace);
  if (value === null || typeof value !== 'object') return value ?? null;
  const members = value as Readonly<Record<string | number, Json | undefined>>;
  const inner = members[key];
  if (inner === undefined) return value;
  const replaced = withText(inner, rest, replace);
  return Array.isArray(value) ? value.with(Number(key), replaced) : { ...members, [key]: replaced };
}

function replacedText(value: Json | undefined, replace: (text: string) => string): Json {
  if (typeof value === 'string') return replace(value);
  // Anything else would be stored in the clear, for ever.
  if (value !== null && value !== undefined) throw new TypeError('A personal field holds text.');
  return null;
}
