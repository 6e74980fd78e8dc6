import type { Action, Resource } from './principal.js';

/**
 * Who may reach a route at all. `public` and `set-up` need no session; `signed-in` any session. A permission is asked
 * about the thing that a path parameter names; where it names none, handlers ask about each thing that they touch.
 */
export type Policy =
  | { readonly kind: 'public' }
  | { readonly kind: 'set-up' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'permission'; readonly action: Action; readonly resource: Resource; readonly of?: SubjectParam };

/** A path parameter and what it names: its account is looked up, and an unknown one answers like a foreign one. */
export interface SubjectParam {
  readonly param: string;
  readonly category: 'account' | 'project';
}

export const anyone: Policy = { kind: 'public' };
export const duringSetUp: Policy = { kind: 'set-up' };
export const signedIn: Policy = { kind: 'signed-in' };

/** Allows whoever has a rule for the action; on lists, scopes narrow what they see. */
export function can(action: Action, resource: Resource): Policy {
  return { kind: 'permission', action, resource };
}

/** Allows who may do it in the account that the path names (`:accountId`). */
export function canInAccount(action: Action, resource: Resource): Policy {
  return { kind: 'permission', action, resource, of: { param: 'accountId', category: 'account' } };
}

/** Allows who may do it in the account of the project that the path names (`:projectId`). */
export function canInProject(action: Action, resource: Resource): Policy {
  return { kind: 'permission', action, resource, of: { param: 'projectId', category: 'project' } };
}
