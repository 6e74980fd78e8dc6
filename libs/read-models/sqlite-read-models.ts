import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from '#event-sourcing';
import { buildNamed, nameOfBuild, type Build } from './build.js';
import type { ReadModel } from './read-model.js';
import { buildOf, type ReadModelStore, type ViewDefinition, type ViewWriter } from './read-model-store.js';
import { SqliteReadModel } from './sqlite-read-model.js';
import { SqliteViewFile } from './sqlite-view-file.js';
import { SqliteViewWriter } from './sqlite-view-writer.js';

/** What SQLite keeps beside a file while it is open, or was left open. */
const PARTS = ['', '-wal', '-shm', '-journal'];

/** Views in a folder, each build in a file of its own: `NAME@VERSION.db`, a rebuild `NAME@VERSION-BUILD.db`. */
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

  async look(definition: ViewDefinition): Promise<ViewWriter> {
    return SqliteViewWriter.look(this.#file(definition));
  }

  async builds(): Promise<Build[]> {
    return readdirSync(this.folder).flatMap((file) => {
      return file.endsWith('.db') ? (buildNamed(file.slice(0, -'.db'.length)) ?? []) : [];
    });
  }

  async drop(build: Build): Promise<void> {
    const name = nameOfBuild(build);
    this.#files.get(name)?.close();
    this.#files.delete(name);
    for (const part of this.#parts(build)) rmSync(part, { force: true });
  }

  async size(build: Build): Promise<number> {
    return this.#parts(build)
      .filter((part) => existsSync(part))
      .reduce((bytes, part) => bytes + statSync(part).size, 0);
  }

  async close(): Promise<void> {
    for (const file of this.#files.values()) file.close();
    this.#files.clear();
  }

  #parts(build: Build): string[] {
    return PARTS.map((part) => join(this.folder, `${nameOfBuild(build)}.db${part}`));
  }

  #file(definition: ViewDefinition): SqliteViewFile {
    const name = nameOfBuild(buildOf(definition));
    let file = this.#files.get(name);
    if (!file) {
      file = new SqliteViewFile(join(this.folder, `${name}.db`), definition, this.mayWrite);
      this.#files.set(name, file);
    }
    return file;
  }
}
