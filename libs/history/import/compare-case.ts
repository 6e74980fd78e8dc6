import {
  canonicalJson,
  type EventCatalog,
  type EventStore,
  type Json,
  type NewEvent,
  type PersonalData,
  type StoredEvent,
  type StreamName,
} from '#event-sourcing';
import { ImportRefused } from './import-refused.js';
import type { PlannedCase } from './import-plan.js';

const PAGE = 256;

/** What is needed to read events that are there already. */
export interface Reading {
  readonly store: EventStore;
  readonly catalog: EventCatalog;
  readonly personal: PersonalData;
}

/** Compares one case with what its stream holds, event by event. */
export class CaseComparison {
  #page: StoredEvent[] = [];
  #from = 0;

  constructor(
    private readonly reading: Reading,
    private readonly planned: PlannedCase,
  ) {}

  /**
   * @param revision one that the stream has reached
   * @throws ImportRefused when something else stands there
   */
  async expect(revision: number, event: NewEvent): Promise<void> {
    const stored = await this.#at(revision);
    if (stored?.account !== this.planned.accountId) throw this.#elsewhere();
    if (stored.visibility !== event.visibility) throw this.#seenOtherwise(stored.visibility);
    if (stored.type !== event.type || !(await this.#isSame(stored, event))) throw this.#other(revision);
  }

  async #at(revision: number): Promise<StoredEvent | undefined> {
    if (revision >= this.#from + this.#page.length) {
      this.#from = revision;
      this.#page = await this.reading.store.readStream(this.#stream, { from: revision, limit: PAGE });
    }
    return this.#page[revision - this.#from];
  }

  get #stream(): StreamName {
    return this.planned.stream;
  }

  /** Names of people are compared as they read; one that was erased equals whatever was there. */
  async #isSame(stored: StoredEvent, { data }: NewEvent): Promise<boolean> {
    const { catalog, personal } = this.reading;
    const there = catalog.read(stored.type, stored.schemaVersion, stored.data);
    const fields = catalog.get(stored.type).personal?.(data) ?? [];
    const [sealed, expected] = [there, data].map((root) => fields.map(({ path }) => textAt(root, path)));
    const opened = await personal.open(sealed?.map((text) => text ?? '') ?? []);
    fields.forEach(({ path }, index) => {
      if (sealed?.[index] !== undefined) setTextAt(there, path, opened[index] ?? expected?.[index] ?? '');
    });
    return canonicalJson(there) === canonicalJson(data as Json);
  }

  #other(revision: number): ImportRefused {
    const { name, number } = this.planned;
    const what = revision === 0 ? 'the case itself' : `its event ${revision}`;
    return new ImportRefused(
      `${titleOf(name, number)} is there already with other content (${what}); if this is another log, give it a name of its own with --source`,
    );
  }

  #seenOtherwise(visibility: string): ImportRefused {
    const { name, number } = this.planned;
    return new ImportRefused(
      `${titleOf(name, number)} is there already with --visibility ${visibility}; import it with that, or under another name with --source`,
    );
  }

  #elsewhere(): ImportRefused {
    const { name, number, account } = this.planned;
    return new ImportRefused(
      `${titleOf(name, number)} is there already in another account than "${account}"; import it with the account that it had, or under another name with --source`,
    );
  }
}

function titleOf(name: string | undefined, number: number): string {
  return name === undefined ? `case ${number} of the file` : `case "${name}"`;
}

type Path = readonly (string | number)[];

function textAt(root: unknown, path: Path): string | undefined {
  const found = path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key],
    root,
  );
  return typeof found === 'string' ? found : undefined;
}

/** Changes a value that was just parsed and belongs to nobody else. */
function setTextAt(root: unknown, path: Path, text: string): void {
  const holder = path
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], root);
  (holder as Record<string | number, unknown>)[path.at(-1) ?? ''] = text;
}
