import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import {
  Authenticator,
  Config,
  Freshness,
  RIGHTS_VIEW,
  ViewProgress,
  Views,
  clientInfo,
  type Action,
  type Authenticated,
  type Principal,
  type Resource,
  type Rights,
  type Subject,
} from '#platform';
import type { Condition } from '#read-models';
import { abilityOf, mayIn, scopeOf, type PersonAbility } from './ability.js';
import { mayAnywhere } from './permission-rules.js';
import { personRights, rightsOf } from './person-rights.js';

/** What rights compile to, by what they say; the same rights always compile to the same, and compiling costs more than asking. */
const compiled = new LRUCache<string, PersonAbility>({ max: 2_000 });

const REMEMBERED = 10_000;

/** A person with the rights that they have at this moment. */
export class PersonPrincipal implements Principal {
  readonly #ability: PersonAbility;

  constructor(
    readonly personId: string,
    readonly sessionId: string,
    readonly rights: Rights,
  ) {
    this.#ability = compiledFor(rights);
  }

  can(action: Action, subject: Subject): boolean {
    return this.#ability.can(action, subject);
  }

  scope(action: Action, resource: Resource): Condition {
    return scopeOf(this.#ability, action, resource);
  }

  /** Whether the action is among what the person's roles are for; what they see may still be nothing. */
  may(action: Action, resource: Resource): boolean {
    return mayAnywhere(this.rights, action, resource);
  }

  /** Whether the action may be allowed on something in the account. */
  mayIn(action: Action, resource: Resource, account: string): boolean {
    return mayIn(this.#ability, action, resource, account);
  }
}

function compiledFor(rights: Rights): PersonAbility {
  const key = JSON.stringify(rights);
  const ability = compiled.get(key) ?? abilityOf(rights);
  compiled.set(key, ability);
  return ability;
}

/** Finds out who sends a request and what they may do at this moment, anew for each. */
@Injectable()
export class Principals {
  /** Rights as the view has them, read again as soon as anything in it reads otherwise. */
  readonly #known = new LRUCache<string, { readonly edition: object; readonly rights: Rights }>({ max: REMEMBERED });

  constructor(
    private readonly authenticator: Authenticator,
    private readonly freshness: Freshness,
    private readonly views: Views,
    private readonly progress: ViewProgress,
    private readonly config: Config,
  ) {}

  /** `undefined` for strangers and for whose session has ended. Their access cookie is renewed where it must be. */
  async identify(request: FastifyRequest, reply: FastifyReply): Promise<PersonPrincipal | undefined> {
    const { authorization } = request.headers;
    const client = clientInfo(request, reply, this.config.cookies);
    const credentials = { ...client, ...(authorization !== undefined && { authorization }) };
    const authenticated = await this.authenticator.authenticate(credentials);
    if (!authenticated) return undefined;
    await this.freshness.waitForRights(request);
    return this.#principal(authenticated);
  }

  /** The same person with the rights of this very moment, for whom those of a moment ago were not enough. */
  async renew(principal: PersonPrincipal): Promise<PersonPrincipal> {
    await this.freshness.waitForNewestRights();
    return this.#principal(principal);
  }

  async #principal({ personId, sessionId }: Authenticated): Promise<PersonPrincipal> {
    return new PersonPrincipal(personId, sessionId, await this.#rightsOf(personId));
  }

  async #rightsOf(personId: string): Promise<Rights> {
    // Before it is read: what changes meanwhile is read again.
    const edition = this.progress.edition(RIGHTS_VIEW);
    const known = this.#known.get(personId);
    if (known?.edition === edition) return known.rights;
    const rights = rightsOf(await this.views.of(personRights).get(personId));
    this.#known.set(personId, { edition, rights });
    return rights;
  }
}
