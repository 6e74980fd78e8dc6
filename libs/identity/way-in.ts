import type { Challenge, IssuedChallenge } from './sign-in-challenges.js';

/** A link and a code for somebody. */
export interface WayIn {
  readonly url: string;
  readonly code: string;
  readonly expiresAt: Date;
}

/** @param portal the portal's public address */
export function wayIn(portal: string, issued: IssuedChallenge, purpose: Challenge['purpose']): WayIn {
  const path = purpose === 'invitation' ? 'join' : 'sign-in';
  return { url: `${portal}/${path}/${issued.token}`, code: issued.code, expiresAt: issued.expiresAt };
}
