import type { ClientInfo } from './operation-request.js';

/** What a request shows to say who sends it. */
export interface Credentials extends ClientInfo {
  /** The `Authorization` header. */
  readonly authorization?: string;
}

/** A session that stands. */
export interface Authenticated {
  readonly personId: string;
  readonly sessionId: string;
}

/** Tells whose request it is; renews the access cookie where the session lives on. The identity context provides it. */
export abstract class Authenticator {
  /** `undefined` for strangers and for sessions that have ended or expired. */
  abstract authenticate(credentials: Credentials): Promise<Authenticated | undefined>;
}
