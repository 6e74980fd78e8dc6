import type { Row } from './build-file.js';

/** A row in memory. */
export interface BulkDraft extends Row {
  isChanged: boolean;
  /** Characters of events that went into it since it came into memory, and of its text then: about what it takes. */
  size: number;
}

/** Characters that are kept after everything was stored; a character of text becomes several bytes of objects. */
const MOST_KEPT = 8_000_000;

/** Documents at hand. Those that were used since the last time that some were forgotten stay; the others go first. */
export class BulkCache {
  #young = new Map<string, BulkDraft>();
  #old = new Map<string, BulkDraft>();
  #youngSize = 0;
  #reused = 0;
  #changed: BulkDraft[] = [];
  #changedSize = 0;

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
    if (draft.isChanged) return;
    draft.isChanged = true;
    if (draft.row !== 0) this.#reused += 1;
    this.#changed.push(draft);
  }

  /** Documents that are not stored as they are here. */
  get unstored(): readonly BulkDraft[] {
    return this.#changed;
  }

  get unstoredSize(): number {
    return this.#changedSize;
  }

  /** Everything is stored: forgets what was not used lately, and all of it where documents do not come again. */
  stored(): void {
    for (const draft of this.#changed) draft.isChanged = false;
    this.#changed = [];
    this.#changedSize = 0;
    if (this.#reused === 0) {
      this.#old.clear();
      this.#young.clear();
      this.#youngSize = 0;
    } else if (this.#youngSize > MOST_KEPT) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngSize = 0;
    }
    this.#reused = 0;
  }

  #keep(draft: BulkDraft): void {
    this.#young.set(draft.id, draft);
    this.#youngSize += draft.size;
  }
}
