import { hashOf } from './secrets.js';

/** What is kept of the secret of a browser's attempt to sign in; null where it gave none. */
export function attemptHashOf({ attempt }: { readonly attempt?: string | undefined }): string | null {
  return attempt === undefined ? null : hashOf(attempt);
}
