import type { BodyOf, Operation, ParamsOf, QueryOf } from '#contracts';
import type { CommandContext } from '#event-sourcing';
import type { Principal } from './principal.js';

/** A validated request of one operation: the only thing that a controller method takes. */
export interface OperationRequest<O extends Operation = Operation> {
  readonly params: ParamsOf<O>;
  readonly query: QueryOf<O>;
  readonly body: BodyOf<O>;
  /** From `If-Match`; a number where the operation is versioned. */
  readonly version: number;
  readonly principal: Principal;
  /** Account of the account or project that the path names, as the guard found it (`of` of its policy); `''` where it names none. */
  readonly account: string;
  /** The command that this request is, for a stream of `account` (none for people and the workspace). */
  readonly command: (account?: string) => CommandContext;
  /** Where an operation looks beyond its body: address, browser and cookies. */
  readonly client: ClientInfo;
}

/** The request of an operation that needs no session. */
export type AnonymousRequest<O extends Operation = Operation> = Omit<OperationRequest<O>, 'principal' | 'account'>;

export interface ClientInfo {
  /** Address of the client, behind trusted proxies the one that they name. */
  readonly address: string;
  readonly userAgent: string;
  cookie(name: string): string | undefined;
  setCookie(name: string, value: string, maxAgeSeconds: number): void;
  clearCookie(name: string): void;
}

/** A request of whatever operation. */
export interface AnyOperationRequest extends Omit<OperationRequest, 'params' | 'query' | 'body' | 'principal'> {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly principal: Principal | undefined;
}
