import { Injectable } from '@nestjs/common';
import { Views, type Action, type Authenticated, type Principal, type Resource, type Rights, type Subject } from '#platform';
import type { Condition } from '#read-models';
import { abilityOf, mayIn, scopeOf, type PersonAbility } from './ability.js';
import { mayAnywhere } from './permission-rules.js';
import { personRights, rightsOf } from './person-rights.js';

/** A person with the rights that they have at this moment. */
export class PersonPrincipal implements Principal {
  readonly #ability: PersonAbility;

  constructor(
    readonly personId: string,
    readonly sessionId: string,
    readonly rights: Rights,
  ) {
    this.#ability = abilityOf(rights);
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

/** Finds out who somebody is, anew for each request. */
@Injectable()
export class Principals {
  constructor(private readonly views: Views) {}

  async of({ personId, sessionId }: Authenticated): Promise<PersonPrincipal> {
    return new PersonPrincipal(personId, sessionId, rightsOf(await this.views.of(personRights).get(personId)));
  }
}
