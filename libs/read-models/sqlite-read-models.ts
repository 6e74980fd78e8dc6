import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from '#event-sourcing';
import { buildNamed, nameOfBuild, type Build } from './build.js';
import type { ReadModel } from './read-model.js';
import { buildOf, type ReadModelStore, type ViewDefinition, type ViewWriter } from './read-model-store.js';
import { SqliteReadModel } from './sqlite-read-model.js';
import { SqliteViewFile } from './sqlite-view-file.js';
import { SqliteViewWriter } from './sqlite-view-writer.js';
import { ThreadedViewWriter } from './threaded-view-writer.js';
import { ViewWritingThread } from './view-writing-thread.js';

/** What SQLite keeps beside a file while it is open, or was left open. */
const PARTS = ['', '-wal', '-shm', '-journal'];

export interface SqliteReadModelsOptions {
  /** Called in each transaction before it writes; throws when this process may write no more. */
  readonly mayWrite?: (() => void) | undefined;
  /** Writes in a thread of its own while this one goes on; `claim` is a file that is gone when this process may write no more. */
  readonly thread?: { readonly claim: string | undefined } | undefined;
}

/** Views in a folder, each build in a file of its own: `NAME@VERSION.db`, a rebuild `NAME@VERSION-BUILD.db`. */
export class SqliteReadModels implements ReadModelStore {
  readonly #files = new Map<string, SqliteViewFile>();
  readonly #mayWrite: (() => void) | undefined;
  readonly #thread: ViewWritingThread | undefined;

  constructor(
    private readonly folder: string,
    { mayWrite, thread }: SqliteReadModelsOptions = {},
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#mayWrite = mayWrite;
    this.#thread = thread && new ViewWritingThread({ folder, claim: thread.claim }, mayWrite);
  }

  view<Doc extends Document>(definition: ViewDefinition): ReadModel<Doc> {
    return new SqliteReadModel<Doc>(this.#file(definition));
  }

  async takeOver(definition: ViewDefinition): Promise<ViewWriter> {
    if (this.#thread) return ThreadedViewWriter.takeOver(this.#thread, definition);
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
    await this.#thread?.letGo(build);
    this.letGo(build);
    for (const part of this.#parts(build)) rmSync(part, { force: true });
  }

  /** Closes a build's file, as far as it is open here. */
  letGo(build: Build): void {
    const name = nameOfBuild(build);
    this.#files.get(name)?.close();
    this.#files.delete(name);
  }

  async size(build: Build): Promise<number> {
    return this.#parts(build)
      .filter((part) => existsSync(part))
      .reduce((bytes, part) => bytes + statSync(part).size, 0);
  }

  async close(): Promise<void> {
    await this.#thread?.close();
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
      file = new SqliteViewFile(join(this.folder, `${name}.db`), definition, this.#mayWrite);
      this.#files.set(name, file);
    }
    return file;
  }
}
