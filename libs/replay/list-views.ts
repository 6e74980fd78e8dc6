import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, listViews } from '#contracts';
import { Directory, type OperationRequest } from '#platform';
import { LogState } from './log-state.js';
import { Replay } from './replay.js';
import { ViewReport } from './view-report.js';
import { WhoActed } from './who-acted.js';

export class ListViews extends Query<AnswerOf<typeof listViews>> {
  constructor(readonly request: OperationRequest<typeof listViews>) {
    super();
  }
}

@QueryHandler(ListViews)
export class ListViewsHandler implements IQueryHandler<ListViews> {
  constructor(
    private readonly replay: Replay,
    private readonly log: LogState,
    private readonly directory: Directory,
  ) {}

  async execute(): Promise<AnswerOf<typeof listViews>> {
    const { sources, states } = this.replay;
    const found = await Promise.all(
      sources.all.map(async (source) => ({ source, state: await states.of(source.view) })),
    );
    const startedBy = found.flatMap(({ state }) => state.building?.startedBy ?? []);
    const who = await WhoActed.among(startedBy, this.directory);
    const log = await this.log.facts();
    const report = new ViewReport(this.replay, { head: BigInt(log.events), who });
    return { log, items: await Promise.all(found.map(({ source, state }) => report.of(source, state))) };
  }
}
