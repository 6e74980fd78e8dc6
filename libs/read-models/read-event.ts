import type {
  EventCatalog,
  EventMetadata,
  Json,
  ProjectedEvent,
  StoredEvent,
  StreamName,
  Visibility,
} from '#event-sourcing';

/** An event read from the log, parsed only as far as somebody asks. */
export class ReadEvent {
  #metadata: EventMetadata | undefined;
  #isChecked = false;

  constructor(
    readonly stored: StoredEvent,
    private readonly catalog: EventCatalog,
  ) {}

  get metadata(): EventMetadata {
    this.#metadata ??= JSON.parse(this.stored.metadata) as EventMetadata;
    return this.#metadata;
  }

  /**
   * The event with data of its own: a document may keep parts of it and change them later without another seeing it.
   *
   * @throws UnreadableEvent
   */
  project(): ProjectedEvent {
    const { type, schemaVersion, data } = this.stored;
    const read = this.catalog.read(type, schemaVersion, data);
    // Once for all views that take it.
    if (!this.#isChecked) this.catalog.check(type, read);
    this.#isChecked = true;
    return new Projected(this, read);
  }

  /** The event as it is stored, whatever its type, its version and its data. @throws SyntaxError */
  projectUnchecked(): ProjectedEvent {
    return new Projected(this, JSON.parse(this.stored.data) as Json);
  }
}

class Projected implements ProjectedEvent {
  readonly id: string;
  readonly type: string;
  readonly stream: StreamName;
  readonly revision: number;
  readonly at: string;
  readonly account: string | undefined;
  readonly visibility: Visibility;
  readonly position: bigint;
  readonly #read: ReadEvent;

  constructor(
    read: ReadEvent,
    readonly data: unknown,
  ) {
    const { stored } = read;
    this.id = stored.id;
    this.type = stored.type;
    this.stream = stored.stream;
    this.revision = stored.revision;
    this.at = stored.at;
    this.account = stored.account;
    this.visibility = stored.visibility;
    this.position = stored.position;
    this.#read = read;
  }

  get hash(): string {
    return this.#read.stored.hash;
  }

  get actor(): string {
    return this.#read.metadata.actor;
  }

  get commandId(): string {
    return this.#read.metadata.commandId;
  }
}
