import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareBuilds, nameOfBuild, type Build, type Comparison } from '#read-models';
import { buildOf } from './plan-of.js';
import type { BuildRef } from './domain/build-ref.js';
import type { RebuildPlace } from './rebuilds.js';

/** Differences that are kept with what they consist of; all are counted. */
const MOST_DIFFERENCES = 200;

/** Compares builds in a thread of its own, and keeps what differed beside the views until the build is dropped. */
export class Comparisons {
  readonly #running = new Map<string, Promise<Comparison>>();

  constructor(private readonly place: RebuildPlace) {}

  isRunning(view: string, after: BuildRef): boolean {
    return this.#running.has(nameOfBuild(buildOf(view, after)));
  }

  /** Who asks while the same build is being compared gets that result. */
  compare(view: string, before: BuildRef, after: BuildRef): Promise<Comparison> {
    const build = buildOf(view, after);
    const name = nameOfBuild(build);
    const comparison = this.#running.get(name) ?? this.#compare(buildOf(view, before), build);
    this.#running.set(name, comparison);
    return comparison.finally(() => {
      this.#running.delete(name);
    });
  }

  /** What differed when the build was last compared; `undefined` where that is not known here. */
  async of(view: string, after: BuildRef): Promise<Comparison | undefined> {
    try {
      const text = await readFile(this.#file(buildOf(view, after)), 'utf8');
      return JSON.parse(text, (key, value: unknown) =>
        key === 'position' ? BigInt(value as string) : value,
      ) as Comparison;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async forget(build: Build): Promise<void> {
    await rm(this.#file(build), { force: true });
  }

  async #compare(before: Build, after: Build): Promise<Comparison> {
    const comparison = await compareBuilds({ ...this.place, before, after, most: MOST_DIFFERENCES });
    const file = this.#file(after);
    const text = JSON.stringify(comparison, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    await writeFile(`${file}.draft`, text, { mode: 0o600 });
    await rename(`${file}.draft`, file);
    return comparison;
  }

  #file(build: Build): string {
    return join(this.place.views, `${nameOfBuild(build)}.comparison.json`);
  }
}
