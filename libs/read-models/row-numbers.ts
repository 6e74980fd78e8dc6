const FIRST_CAPACITY = 1 << 12;
/** Entries per slot; beyond it the table doubles. */
const MOST_FULL = 0.6;

/**
 * Row numbers by the ids of documents, in 8 bytes a slot: an index while there is none in the file. It holds no ids: what
 * it gives are candidates, and whoever asks looks whether the row is the wanted one.
 */
export class RowNumbers {
  #hashes = new Uint32Array(FIRST_CAPACITY);
  /** 0 where the slot is empty. */
  #rows = new Uint32Array(FIRST_CAPACITY);
  #size = 0;

  add(id: string, row: number): void {
    if (this.#size >= this.#rows.length * MOST_FULL) this.#grow();
    this.#put(hashOf(id), row);
    this.#size += 1;
  }

  /** The row among those with the id's hash that `isWanted`; 0 when there is none. */
  find(id: string, isWanted: (row: number) => boolean): number {
    const hash = hashOf(id);
    const mask = this.#rows.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const row = this.#rows[slot] ?? 0;
      if (row === 0) return 0;
      if (this.#hashes[slot] === hash && isWanted(row)) return row;
    }
  }

  #put(hash: number, row: number): void {
    const mask = this.#rows.length - 1;
    let slot = hash & mask;
    while (this.#rows[slot] !== 0) slot = (slot + 1) & mask;
    this.#hashes[slot] = hash;
    this.#rows[slot] = row;
  }

  #grow(): void {
    const [hashes, rows] = [this.#hashes, this.#rows];
    this.#hashes = new Uint32Array(rows.length * 2);
    this.#rows = new Uint32Array(rows.length * 2);
    rows.forEach((row, slot) => {
      if (row !== 0) this.#put(hashes[slot] ?? 0, row);
    });
  }
}

/** FNV-1a of a text's UTF-16 units, mixed once more since tables look at the lowest bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
