import { PORTICO, canonicalJson, uuidv5, type StreamName } from '#event-sourcing';

/** The namespace of everything that an import makes. */
const IMPORT = uuidv5(PORTICO, 'import');

/** The command that a case is: the same one whenever the case is imported from the same source. */
export function caseCommandId(source: string, caseId: string | number): string {
  return uuidv5(IMPORT, canonicalJson([source, caseId]));
}

export function projectStream(commandId: string): StreamName {
  return `project-${uuidv5(commandId, 'project')}`;
}

/** Ids of resources: the data subjects of their names. */
export class ResourceIds {
  readonly #namespace: string;
  readonly #known = new Map<string, string>();

  constructor(source: string) {
    this.#namespace = uuidv5(IMPORT, source);
  }

  of(name: string): string {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    const id = uuidv5(this.#namespace, name);
    this.#known.set(detached(name), id);
    return id;
  }
}

const REMEMBERED = 20_000;

/** The command that opens an account for a log. */
export function accountCommandId(source: string, name: string): string {
  return uuidv5(IMPORT, canonicalJson(['account', source, name]));
}

export function accountIdOf(commandId: string): string {
  return uuidv5(commandId, 'account');
}

/** All events of one log have this in common. */
export function logCorrelationId(source: string): string {
  return uuidv5(IMPORT, canonicalJson(['log', source]));
}

/** A copy that does not keep the piece of the file in memory that it was cut from. */
export function detached(text: string): string {
  return Buffer.from(text).toString();
}
