import type { PersonRef } from '#contracts';
import type { Directory } from '#platform';

/** Names of the people who did something; what the portal did by itself, or somebody at its shell, has none. */
export class WhoActed {
  private constructor(private readonly people: ReadonlyMap<string, PersonRef>) {}

  static async among(actors: readonly string[], directory: Directory): Promise<WhoActed> {
    return new WhoActed(await directory.people(actors.filter((actor) => PERSON.test(actor))));
  }

  of(actor: string): PersonRef | null {
    const person = this.people.get(actor);
    return person ? { id: person.id, name: person.name } : null;
  }
}

/** Actors that are no person have a name such as `portico`. */
const PERSON = /^[0-9a-f]{8}-/;
