import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, ReplayEntry, listReplays } from '#contracts';
import { Directory, Views, type OperationRequest } from '#platform';
import { idOfBuild } from './domain/build-ref.js';
import { replays, type ReplayDocument, type ReplayStep } from './replays.js';
import { WhoActed } from './who-acted.js';

type Page = AnswerOf<typeof listReplays>;

export class ListReplays extends Query<Page> {
  constructor(readonly request: OperationRequest<typeof listReplays>) {
    super();
  }
}

const DEFAULT_LIMIT = 50;

@QueryHandler(ListReplays)
export class ListReplaysHandler implements IQueryHandler<ListReplays> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  /** Newest first. */
  async execute({ request: { query } }: ListReplays): Promise<Page> {
    const { view, cursor, limit = DEFAULT_LIMIT } = query;
    const { items, next } = await this.views.of(replays).find({
      where: view === undefined ? { visibility: 'internal' } : { view },
      sort: [['recorded', 'desc']],
      after: cursor,
      limit,
    });
    const who = await WhoActed.among(
      items.map(({ by }) => by),
      this.directory,
    );
    return { items: items.map((item) => entryOf(item, who)), ...(next !== undefined && { next }) };
  }
}

function entryOf({ _id: id, view, at, by, what }: ReplayDocument, who: WhoActed): ReplayEntry {
  const nothing = { build: null, from: null, made: null, compared: null, leftOut: null };
  return { ...{ id, view, at, ...nothing, ...told(what) }, by: who.of(by) };
}

const KINDS = {
  RebuildStarted: 'started',
  RebuildPaused: 'paused',
  RebuildResumed: 'resumed',
  RebuildFinished: 'finished',
  BuildDropped: 'dropped',
} as const;

function told({ type, data }: ReplayStep): Pick<ReplayEntry, 'kind'> & Partial<ReplayEntry> {
  switch (type) {
    case 'ViewSwitched':
      return { kind: 'switched', build: idOfBuild(data.to), from: idOfBuild(data.from) };
    case 'BuildsCompared':
      return {
        ...{ kind: 'compared', build: idOfBuild(data.after), from: idOfBuild(data.before) },
        compared: { equal: data.equal, differing: data.differing + data.onlyBefore + data.onlyAfter },
      };
    case 'EventLeftOut': {
      const { eventId, revision, reason, stream } = data;
      return { kind: 'left-out', leftOut: { eventId, type: data.type, stream, number: revision + 1, reason } };
    }
    case 'RebuildFinished': {
      const { events, documents, seconds } = data;
      return { kind: KINDS[type], build: idOfBuild(data), made: { events, documents, seconds } };
    }
    default:
      return { kind: KINDS[type], build: idOfBuild(data) };
  }
}
