import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, DocumentDifference, getComparison } from '#contracts';
import { notFound, type OperationRequest } from '#platform';
import type { Comparison } from '#read-models';
import { buildOfId } from './domain/build-ref.js';
import { comparisonWithServing } from './domain/view-decisions.js';
import { Replay } from './replay.js';
import { summaryOf } from './view-report.js';

type Answer = AnswerOf<typeof getComparison>;

export class GetComparison extends Query<Answer> {
  constructor(readonly request: OperationRequest<typeof getComparison>) {
    super();
  }
}

const LONGEST_TEXT = 2_000;

@QueryHandler(GetComparison)
export class GetComparisonHandler implements IQueryHandler<GetComparison> {
  constructor(private readonly replay: Replay) {}

  /** What differs is kept beside the views only: where it is gone, they have to be compared again. */
  async execute({ request: { params } }: GetComparison): Promise<Answer> {
    const source = this.replay.sources.of(params.view);
    const build = buildOfId(params.build);
    const noted = comparisonWithServing(await this.replay.states.of(source.view), source, build);
    const found = await this.replay.comparisons.of(source.view, build);
    if (!noted || found === undefined || String(found.position) !== noted.position) throw notFound();
    return { summary: summaryOf(noted), differences: found.differences.map(shown) };
  }
}

function shown({ id, in: where, fields, events }: Comparison['differences'][number]): DocumentDifference {
  return {
    id,
    in: where,
    fields: fields.map(({ path, before, after }) => ({ path, before: cut(before), after: cut(after) })),
    events: events.map((event) => ({
      id: event.id,
      type: event.type,
      stream: event.stream,
      number: event.revision + 1,
      at: event.at,
      account: event.account ?? null,
    })),
  };
}

function cut(text: string | undefined): string | null {
  if (text === undefined) return null;
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT).toWellFormed()}…` : text;
}
