import { mkdirSync } from 'node:fs';
import type { Document } from '#event-sourcing';
import type { ReadModel } from './read-model.js';
import type { ReadModelStore, ViewDefinition, ViewWriter } from './read-model-store.js';
import { SqliteReadModel } from './sqlite-read-model.js';
import { SqliteViewFile } from './sqlite-view-file.js';
import { SqliteViewWriter } from './sqlite-view-writer.js';

/** Views in a folder, each projection's version in a file of its own: `NAME@VERSION.db`. */
export class SqliteReadModels implements ReadModelStore {
  readonly #files = new Map<string, SqliteViewFile>();

  /** @param mayWrite called in each transaction before it writes; throws when this process may write no more */
  constructor(
    private readonly folder: string,
    private readonly mayWrite?: () => void,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  view<Doc extends Document>(definition: ViewDefinition): ReadModel<Doc> {
    return new SqliteReadModel<Doc>(this.#file(definition));
  }

  async takeOver(definition: ViewDefinition): Promise<ViewWriter> {
    return SqliteViewWriter.takeOver(this.#file(definition));
  }

  async close(): Promise<void> {
    for (const file of this.#files.values()) file.close();
    this.#files.clear();
  }

  #file(definition: ViewDefinition): SqliteViewFile {
    const key = `${definition.name}@${String(definition.version)}`;
    let file = this.#files.get(key);
    if (!file) {
      file = new SqliteViewFile(this.folder, definition, this.mayWrite);
      this.#files.set(key, file);
    }
    return file;
  }
}
