import type { BusinessRole, ClientRole } from '#contracts';
import type { Condition } from '#read-models';

/** What the permission rules are asked about; the names are the resources of the permission matrix. */
export type Resource =
  'account' | 'project' | 'task' | 'note' | 'entry' | 'colleague' | 'mail' | 'template' | 'report' | 'view';

/** Actions of the permission matrix. `manage` is what admins do to accounts, people and mail. */
export type Action = 'read' | 'complete' | 'reopen' | 'start' | 'update-status' | 'publish' | 'annotate' | 'manage';

/** One thing that a rule is asked about; only these fields may stand in rules. */
export interface Subject {
  readonly resource: Resource;
  /** Absent only for what belongs to no account. */
  readonly account?: string;
  readonly visibility?: 'client' | 'internal';
  /** Which side a task waits on. */
  readonly side?: 'client' | 'business';
}

/** Name of the view that {@link Rights} are read from; each answer depends on it. */
export const RIGHTS_VIEW = 'person-rights';

/** Where a person belongs, folded from events. */
export interface Rights {
  readonly businessRole: BusinessRole | null;
  readonly memberships: readonly { readonly account: string; readonly role: ClientRole }[];
  /** Accounts that a member of staff is assigned to. */
  readonly assigned: readonly string[];
}

/** Who asks. Never kept beyond a request: rights are read anew each time. */
export interface Principal {
  readonly personId: string;
  readonly sessionId: string;
  readonly rights: Rights;
  /** Whether the action is allowed on this very thing. */
  can(action: Action, subject: Subject): boolean;
  /** The documents of a resource on which the action is allowed, as a condition for a query; one that matches nothing when there are none. */
  scope(action: Action, resource: Resource): Condition;
}
