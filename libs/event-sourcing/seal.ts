import { canonicalJson } from './canonical-json.js';
import { chainHash } from './chain.js';
import type { EventCatalog, PersonalField } from './event-catalog.js';
import type { EventMetadata, Json, NewEvent, SealedEvent, StreamName } from './event.js';
import { uuidv5 } from './ids.js';
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

/** Builds a decision's events for appending: checked, personal fields encrypted, canonical, chained. Ids are `uuidv5(commandId, index)`. */
export class Sealer {
  constructor(
    private readonly catalog: EventCatalog,
    private readonly personal: PersonalData,
  ) {}

  /** The people whose keys must be there before {@link seal}. */
  subjects(events: readonly NewEvent[]): string[] {
    return events.flatMap((event) => this.#personalFields(event).map((field) => field.subject));
  }

  /**
   * @param first index of the first event among the command's, where a long command is appended in several parts
   * @throws the schema's error when an event's data is not what its type says
   */
  seal(end: StreamEnd, events: readonly NewEvent[], command: CommandContext, first = 0): SealedEvent[] {
    let { revision, hash: prev } = end;
    return events.map((event, index) => {
      revision += 1;
      const sealed = this.#sealOne({ stream: end.stream, revision, hash: prev }, event, first + index, command);
      prev = sealed.hash;
      return sealed;
    });
  }

  #sealOne(place: StreamEnd, event: NewEvent, index: number, command: CommandContext): SealedEvent {
    const type = this.catalog.get(event.type);
    const id = uuidv5(command.commandId, String(index));
    const data = this.#encrypt(type.schema.parse(event.data) as Json, this.#personalFields(event), id);
    const metadata: EventMetadata = {
      $causationId: command.causationId,
      $correlationId: command.correlationId,
      ...(command.account !== undefined && { account: command.account }),
      actor: command.actor,
      commandId: command.commandId,
      commandPrint: command.commandPrint,
      ...(command.onBehalfOf !== undefined && { onBehalfOf: command.onBehalfOf }),
      prev: place.hash,
      visibility: event.visibility,
    };
    const unhashed = {
      id,
      type: event.type,
      schemaVersion: type.version,
      stream: place.stream,
      revision: place.revision,
      at: command.at,
      data: canonicalJson(data),
      metadata: canonicalJson({ ...metadata }),
    };
    return {
      ...unhashed,
      hash: chainHash(place.hash, unhashed),
      account: command.account,
      visibility: event.visibility,
    };
  }

  #personalFields(event: NewEvent): readonly PersonalField[] {
    return this.catalog.get(event.type).personal?.(event.data) ?? [];
  }

  #encrypt(data: Json, fields: readonly PersonalField[], id: string): Json {
    return fields.reduce((sealed, { path, subject }) => {
      return withText(sealed, path, (text) => this.personal.seal(subject, id, path.join('.'), text));
    }, data);
  }
}

/** A copy whose text at the path is replaced; the same where there is no text. Only what leads there is copied. */
function withText(value: Json | undefined, path: PersonalField['path'], replace: (text: string) => string): Json {
  const [key, ...rest] = path;
  if (key === undefined) return typeof value === 'string' ? replace(value) : (value ?? null);
  if (value === null || typeof value !== 'object') return value ?? null;
  const inner = (value as Readonly<Record<string | number, Json | undefined>>)[key];
  if (inner === undefined) return value;
  const replaced = withText(inner, rest, replace);
  return Array.isArray(value) ? value.with(Number(key), replaced) : { ...value, [key]: replaced };
}
