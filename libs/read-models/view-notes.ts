import type { ViewNotes } from './read-model-store.js';

/** Notes as a text of a view's file. */
export function formatNotes({ leftOut, categories }: ViewNotes): string {
  return JSON.stringify([[...leftOut], [...categories]]);
}

export function parseNotes(text: string): ViewNotes {
  const [leftOut, categories] = JSON.parse(text) as [string[], string[]];
  return { leftOut: new Set(leftOut), categories: new Set(categories) };
}
