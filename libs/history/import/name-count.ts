import { hash } from 'node:crypto';
import { detached } from './import-ids.js';

/** Longer names are remembered by their digest. */
const SHORT = 48;

/** How many different names there are. */
export class NameCount {
  readonly #seen = new Set<string>();

  get size(): number {
    return this.#seen.size;
  }

  add(name: string): void {
    if (name.length > SHORT) this.#seen.add(hash('sha256', name, 'base64'));
    else if (!this.#seen.has(name)) this.#seen.add(detached(name));
  }
}
