import type { EntryKind } from '#contracts';
import { notFound, type Principal } from '#platform';
import type { Condition } from '#read-models';

/** What a person narrows the entries of an account to. */
export interface EntryFilters {
  readonly account: string;
  readonly project?: string | undefined;
  readonly kind?: EntryKind | undefined;
  readonly by?: string | undefined;
}

/**
 * The entries of an account that the person may read, narrowed by filters.
 *
 * @throws ProblemError 404 for an account that is not theirs to see, as for one that does not exist
 */
export function entriesWhere(principal: Principal, { account, project, kind, by }: EntryFilters): Condition {
  if (!principal.can('read', { resource: 'entry', account, visibility: 'client' })) throw notFound();
  const filters = {
    account,
    ...(project !== undefined && { project }),
    ...(kind !== undefined && { kind }),
    ...(by !== undefined && { by }),
  };
  return { $and: [principal.scope('read', 'entry'), filters] };
}
