import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Authenticator,
  Config,
  Freshness,
  Log,
  ProblemError,
  clientInfo,
  httpReply,
  httpRequest,
  notFound,
  policyOf,
  routeOf,
  type Policy,
  type SubjectParam,
} from '#platform';
import { AccountOf } from './account-of.js';
import { Principals, type PersonPrincipal } from './principals.js';
import { refuseForgery } from './refuse-forgery.js';

type Permission = Extract<Policy, { kind: 'permission' }>;

/** The one guard: denies every route that declares no policy, and whoever its policy does not admit. */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly principals: Principals,
    private readonly accountOf: AccountOf,
    private readonly freshness: Freshness,
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = httpRequest(context);
    const handler = context.getHandler();
    request.portico.operation = routeOf(handler)?.operation.id ?? handler.name;
    try {
      await this.#admit(policyOf(handler), request, httpReply(context));
    } catch (error) {
      if (error instanceof ProblemError) this.#logDenial(error, request);
      throw error;
    }
    return true;
  }

  async #admit(policy: Policy | undefined, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!policy) throw notFound();
    const principal = isOpen(policy) ? undefined : await this.#identify(request, reply);
    refuseForgery(request, this.config);
    if (!principal) return;
    if (policy.kind === 'permission') await this.#permit(policy, principal, request);
    request.portico.principal = principal;
  }

  async #identify(request: FastifyRequest, reply: FastifyReply): Promise<PersonPrincipal> {
    const { authorization } = request.headers;
    const client = clientInfo(request, reply, this.config.cookies);
    const authenticated = await this.authenticator.authenticate({ ...client, ...(authorization !== undefined && { authorization }) });
    if (!authenticated) throw new ProblemError(401, 'signed-out', 'Sign in to go on.');
    await this.freshness.waitForRights(request);
    return this.principals.of(authenticated);
  }

  async #permit({ action, resource, of }: Permission, principal: PersonPrincipal, request: FastifyRequest): Promise<void> {
    if (!of) {
      if (!principal.may(action, resource)) throw forbidden();
      return;
    }
    const account = await this.#accountOf(of, request.params);
    if (account === undefined || !principal.mayIn('read', 'project', account)) throw notFound();
    if (!principal.mayIn(action, resource, account)) throw forbidden();
    request.portico.account = account;
  }

  async #accountOf({ param, category }: SubjectParam, params: unknown): Promise<string | undefined> {
    const id = (params as Readonly<Record<string, string | undefined>>)[param];
    return id !== undefined && UUID.test(id) ? this.accountOf.find(category, id) : undefined;
  }

  #logDenial({ status, code }: ProblemError, { portico }: FastifyRequest): void {
    this.log.info('request denied', { request: portico.id, operation: portico.operation, status, code });
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isOpen({ kind }: Policy): boolean {
  return kind === 'public' || kind === 'set-up';
}

function forbidden(): ProblemError {
  return new ProblemError(403, 'forbidden', 'You may not do this here. Ask an admin of the business if you should.');
}
