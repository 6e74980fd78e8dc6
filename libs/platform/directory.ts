import type { PersonRef } from '#contracts';

/** Names for ids, opened for reading. What is unknown is missing from the map; an erased person has the name null. */
export abstract class Directory {
  abstract people(ids: readonly string[]): Promise<Map<string, DirectoryPerson>>;
  abstract accounts(ids: readonly string[]): Promise<Map<string, DirectoryAccount>>;
  /** Name of the business, empty before set-up. */
  abstract business(): Promise<string>;
}

export interface DirectoryPerson extends PersonRef {
  readonly email: string | null;
}

export interface DirectoryAccount {
  readonly id: string;
  readonly name: string;
  /** Assigned staff in order of assignment. */
  readonly staff: readonly string[];
}
