import type { PersonRef } from '#contracts';
import type { CommandContext } from '#event-sourcing';

/** The views that names come from: an answer with names in it is read from them too. */
export const NAME_VIEWS = [{ name: 'accounts' }, { name: 'people' }, { name: 'workspace' }] as const;

/** Names for ids, opened for reading. What is unknown is missing from the map; an erased person has the name null. */
export abstract class Directory {
  abstract people(ids: readonly string[]): Promise<Map<string, DirectoryPerson>>;
  abstract accounts(ids: readonly string[]): Promise<Map<string, DirectoryAccount>>;
  /** Projects by id, whoever may see them. */
  abstract projects(ids: readonly string[]): Promise<Map<string, { readonly name: string }>>;
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

/** Who of the business works for whom; the accounts context provides it. */
export abstract class Assignments {
  /** Ids of the accounts that a member of staff is assigned to. */
  abstract of(personId: string): Promise<readonly string[]>;
  /** Takes a member of staff off all accounts; resolves with where in the log that ended, 0n where nothing changed. */
  abstract endAllOf(personId: string, command: CommandContext): Promise<bigint>;
}

/** Who belongs to clients, as far as the log goes; the accounts context provides it. */
export abstract class Memberships {
  /** Whether somebody belongs to an account or is invited to one. */
  abstract has(personId: string): Promise<boolean>;
}

/** Who works for the business, as the log has it; the workspace context provides it. */
export abstract class Colleagues {
  abstract has(personId: string): Promise<boolean>;
}
