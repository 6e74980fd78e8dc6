import type { Row } from './build-file.js';

/** A row in memory. */
export interface BulkDraft extends Row {
  isChanged: boolean;
  /** Characters of its text when it was last read or written, and of the events that went into it since: about what it takes. */
  size: number;
}

/** Characters that are kept after everything was written; a character of text becomes several bytes of objects. */
const MOST_KEPT = 8_000_000;

/** Documents at hand. Those that were used since the last time that some were forgotten stay; the others go first. */
export class BulkCache {
  #young = new Map<string, BulkDraft>();
  #old = new Map<string, BulkDraft>();
  #youngSize = 0;
  /** Documents and how many events changed them, since they were last written. */
  #changed: BulkDraft[] = [];
  #changes = 0;
  #changedSize = 0;
  #isReused = false;

  get(id: string): BulkDraft | undefined {
    const young = this.#young.get(id);
    if (young) return young;
    const old = this.#old.get(id);
    if (old) {
      this.#old.delete(id);
      this.#keep(old);
    }
    return old;
  }

  add(row: Row, size: number): BulkDraft {
    const draft = { ...row, isChanged: false, size };
    this.#keep(draft);
    return draft;
  }

  /** @param by characters of the event */
  changed(draft: BulkDraft, by: number): void {
    draft.size += by;
    this.#youngSize += by;
    this.#changedSize += by;
    this.#changes += 1;
    if (draft.isChanged) return;
    draft.isChanged = true;
    if (draft.row !== 0) this.#isReused = true;
    this.#changed.push(draft);
  }

  /** Whether documents come again: more than one event went into some of them, or what was written was changed. */
  get isReused(): boolean {
    return this.#isReused || this.#changes > this.#changed.length * 1.1;
  }

  /** Documents that are not written as they are here. */
  get unwritten(): readonly BulkDraft[] {
    return this.#changed;
  }

  get unwrittenSize(): number {
    return this.#changedSize;
  }

  /** A document was written, with so many characters. */
  resize(draft: BulkDraft, size: number): void {
    this.#youngSize += size - draft.size;
    draft.size = size;
  }

  /** Everything is written: forgets what was not used lately, and all of it where documents do not come again. */
  written(): void {
    for (const draft of this.#changed) draft.isChanged = false;
    if (!this.isReused) this.#forget();
    else if (this.#youngSize > MOST_KEPT) this.#forget(this.#young);
    this.#changed = [];
    this.#changes = this.#changedSize = 0;
    this.#isReused = false;
  }

  #forget(old = new Map<string, BulkDraft>()): void {
    this.#old = old;
    this.#young = new Map();
    this.#youngSize = 0;
  }

  #keep(draft: BulkDraft): void {
    this.#young.set(draft.id, draft);
    this.#youngSize += draft.size;
  }
}
