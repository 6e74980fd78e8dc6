/** A JSON value; `undefined` members are left out when canonical text is written. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** `category-uuid`; the category holds no dash, so the first dash divides the two. */
export type StreamName = `${string}-${string}`;

/** Whether a client of the account may ever see the event, or only the business. */
export type Visibility = 'client' | 'internal';

/** Flat string to string, as EventStoreDB's multi-stream append demands. */
export interface EventMetadata {
  readonly $correlationId: string;
  readonly $causationId: string;
  readonly commandId: string;
  /** HMAC-SHA256 (hex) of the command's canonical body; tells a repeated key with another body. */
  readonly commandPrint: string;
  /** Person id, or a name such as `import` or `set-up` for what no person did. */
  readonly actor: string;
  readonly onBehalfOf?: string;
  /** Absent on `person` and `workspace` streams. */
  readonly account?: string;
  readonly visibility: Visibility;
  /** Hash of the stream's previous event; 64 zeros before the first. */
  readonly prev: string;
}

/** What a decision returns: an event that has no place in a stream yet. */
export interface NewEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  readonly visibility: Visibility;
}

/** A decided event as folded and projected: type and data are what its newest schema says. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly id: string;
  readonly type: Type;
  readonly stream: StreamName;
  readonly revision: number;
  /** When it was recorded, `YYYY-MM-DDTHH:mm:ss.sssZ`. */
  readonly at: string;
  readonly data: Data;
  readonly account: string | undefined;
  readonly visibility: Visibility;
  readonly actor: string;
}

/** An event built for appending: texts are canonical and are stored and hashed exactly as they stand. */
export interface SealedEvent {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly stream: StreamName;
  /** 0 for a stream's first event. */
  readonly revision: number;
  readonly at: string;
  /** Canonical JSON (RFC 8785). */
  readonly data: string;
  /** Canonical JSON of {@link EventMetadata}, without `hash`. */
  readonly metadata: string;
  /** SHA-256 in lower-case hex, see `chain.ts`. */
  readonly hash: string;
  readonly account: string | undefined;
  readonly visibility: Visibility;
}

/** A sealed event as a store gives it back. `position` is a cursor in the whole log, never an identity. */
export interface StoredEvent extends SealedEvent {
  readonly position: bigint;
}
