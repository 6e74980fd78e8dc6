import type { Draft } from './drafts.js';
import type { FoldedDocument } from './fresh-fold.js';
import type { DocumentWrite } from './read-model-store.js';

/** `undefined` for a document that has no JSON. */
export function writeOf({ id, doc, position, isStored }: Draft): DocumentWrite | undefined {
  try {
    return { id, position, doc, text: doc && JSON.stringify(doc), isStored };
  } catch {
    return undefined;
  }
}

/** Of a document that was folded anew. */
export function toWrite(id: string, { text, position }: FoldedDocument): DocumentWrite {
  const doc = text === undefined ? undefined : (JSON.parse(text) as DocumentWrite['doc']);
  return { id, position, text, doc, isStored: true };
}
