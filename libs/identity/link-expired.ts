import { ProblemError } from '#platform';

/** Used, too old, worn out by wrong codes, or never made: nobody can tell which. */
export function linkExpired(): ProblemError {
  const detail = 'This link was used, or its time is over. Ask for a new one on the sign-in page.';
  return new ProblemError(410, 'link-expired', detail);
}
