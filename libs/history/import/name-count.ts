import { hash } from 'node:crypto';
import { detached } from './import-ids.js';

/** Longer names are remembered by their digest. */
const SHORT = 48;

/** How many different names there are. */
export class NameCount {
  readonly #seen = new Set<string>();

  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Nothing is added any more. */
  end(): void {
    this.#seen.clear();
  }

  add(name: string): void {
    const key = name.length > SHORT ? hash('sha256', name, 'base64') : name;
    if (this.#seen.has(key)) return;
    this.#seen.add(detached(key));
    this.#size += 1;
  }
}
