import type { CommandContext, Outcome } from '#event-sourcing';
import type { Build, Comparison } from '#read-models';
import type { Comparisons } from './comparisons.js';
import type { BuildRef } from './domain/build-ref.js';
import { comparable, noteComparison, servingOf, type Source } from './domain/view-decisions.js';
import type { ViewStates } from './view-states.js';

/**
 * Compares a build with the one that serves, and notes what came of it. Asked again by the same command it compares
 * nothing.
 *
 * @throws Refusal
 */
export async function compared(
  { states, comparisons }: { readonly states: ViewStates; readonly comparisons: Comparisons },
  source: Source,
  after: BuildRef,
  command: CommandContext,
): Promise<Outcome> {
  const asked = await states.decide(source.view, command, comparable(source, after));
  if (asked.repeated) return asked;
  const before = servingOf(await states.of(source.view), source);
  const comparison = await comparisons.compare(source.view, before, after);
  return states.decide(source.view, command, noteComparison(source, foundIn(comparison)));
}

function foundIn({ before, after, position, asOf, documents, equal, differing, onlyBefore, onlyAfter }: Comparison) {
  return {
    ...{ documents, equal, differing, onlyBefore, onlyAfter },
    before: refOf(before),
    after: refOf(after),
    position: String(position),
    asOf: asOf ?? null,
  };
}

function refOf({ version, build }: Build): BuildRef {
  return { version, build };
}
