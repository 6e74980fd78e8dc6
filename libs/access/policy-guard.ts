import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  Config,
  Log,
  ProblemError,
  httpReply,
  httpRequest,
  notFound,
  policyOf,
  routeOf,
  type Policy,
  type SubjectParam,
} from '#platform';
import { AccountOf, type Place } from './account-of.js';
import { Principals, type PersonPrincipal } from './principals.js';
import { refuseForgery } from './refuse-forgery.js';

type Permission = Extract<Policy, { kind: 'permission' }>;

/** The one guard: denies every route that declares no policy, and whoever its policy does not admit. */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(
    private readonly principals: Principals,
    private readonly accountOf: AccountOf,
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
    request.portico.principal =
      policy.kind === 'permission' ? await this.#permit(policy, principal, request) : principal;
  }

  async #identify(request: FastifyRequest, reply: FastifyReply): Promise<PersonPrincipal> {
    const principal = await this.principals.identify(request, reply);
    if (!principal) throw new ProblemError(401, 'signed-out', 'Sign in to go on.');
    return principal;
  }

  /** Nobody is turned away for a right that they were given a moment ago and the view of rights does not show yet. */
  async #permit(policy: Permission, principal: PersonPrincipal, request: FastifyRequest): Promise<PersonPrincipal> {
    const place = policy.of && (await this.#placeOf(policy.of, request.params));
    if (place) request.portico.account = place.account;
    if (!objection(policy, principal, place)) return principal;
    const renewed = await this.principals.renew(principal);
    const problem = objection(policy, renewed, place);
    if (problem) throw problem;
    return renewed;
  }

  async #placeOf({ param, category }: SubjectParam, params: unknown): Promise<Place | undefined> {
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

/** Who may not know of a thing, or of anything in its account, learns nothing of it; who may, learns what they may not do. */
function objection(
  { action, resource, of }: Permission,
  principal: PersonPrincipal,
  place?: Place,
): ProblemError | undefined {
  if (!of) return principal.may(action, resource) ? undefined : forbidden();
  if (!place || !principal.can('read', { resource: 'project', ...place })) return notFound();
  return principal.mayIn(action, resource, place.account) ? undefined : forbidden();
}

function forbidden(): ProblemError {
  return new ProblemError(403, 'forbidden', 'You may not do this here. Ask an admin of the business if you should.');
}
