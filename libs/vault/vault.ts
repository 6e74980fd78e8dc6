/** A value that a declared index field may hold and be found by. */
export type IndexValue = string | number | boolean | null;

/** A record as it stands; `version` is 1 after its insertion and grows by one with each replacement. */
export interface VaultRecord<Value> {
  readonly id: string;
  readonly version: number;
  readonly value: Value;
}

export interface ListOptions {
  /** Records whose id comes after this one. */
  readonly after?: string;
  readonly limit: number;
}

/**
 * Records of one kind, by id. Values are JSON objects. Each write stands alone, is durable when it resolves, and says
 * whether it took place. `undefined` as an id or value is refused with a TypeError.
 */
export interface VaultRecords<Value extends object> {
  get(id: string): Promise<VaultRecord<Value> | undefined>;
  /** Records whose declared index field equals the value (`null` also finds what has no such field), in order of id. */
  find(field: keyof Value & string, value: IndexValue): Promise<VaultRecord<Value>[]>;
  /** Records in order of id. */
  list(options: ListOptions): Promise<VaultRecord<Value>[]>;
  /** Whether it was inserted; false when the id is taken. */
  insert(id: string, value: Value): Promise<boolean>;
  /** Whether it was replaced; false when the record is gone or has another version. */
  replace(id: string, version: number, value: Value): Promise<boolean>;
  /** Whether it was deleted; false when it is gone or, where a version is given, has another one. */
  delete(id: string, version?: number): Promise<boolean>;
  /** Deletes records whose declared index field is smaller than the value and of its type; resolves with how many. */
  deleteBelow(field: keyof Value & string, value: string | number): Promise<number>;
}

export interface RecordsOptions<Value> {
  /** Fields that {@link VaultRecords.find} and {@link VaultRecords.deleteBelow} may name. */
  readonly indexes?: readonly (keyof Value & string)[];
}

/**
 * What must be mutable or erasable and therefore is in no event: credentials, sessions, keys of personal data, the
 * ledger of side effects. Every adapter passes `vault.behaviour.ts`.
 */
export interface Vault {
  /**
   * Records of one kind; the name is camelCase. Asking twice gives the same records.
   *
   * @throws TypeError when they were declared before without one of the indexes
   */
  records<Value extends object>(name: string, options?: RecordsOptions<Value>): VaultRecords<Value>;
  /** Makes what was replaced or deleted unrecoverable from the store's own files. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}
