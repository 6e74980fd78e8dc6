import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ReceiptView, getReceipt } from '#contracts';
import { verifyStream } from '#event-store';
import { Clock, EventStore, Views, notFound, type OperationRequest } from '#platform';
import { Evidence } from './evidence.js';
import { streamOf, timeline, type TimelineDocument } from './timeline.js';

export class GetReceipt extends Query<ReceiptView> {
  constructor(readonly request: OperationRequest<typeof getReceipt>) {
    super();
  }
}

@QueryHandler(GetReceipt)
export class GetReceiptHandler implements IQueryHandler<GetReceipt> {
  constructor(
    private readonly views: Views,
    private readonly store: EventStore,
    private readonly evidence: Evidence,
    private readonly clock: Clock,
  ) {}

  async execute({ request }: GetReceipt): Promise<ReceiptView> {
    const document = await this.#readable(request);
    const stream = streamOf(document);
    const [event] = await this.store.readStream(stream, { from: document.revision, limit: 1 });
    if (event?.id !== document._id) throw notFound();
    const { events, firstBad } = await verifyStream(this.store, stream);
    const chain = { valid: firstBad === undefined, events, checkedAt: this.clock.now().toISOString() };
    return { ...(await this.evidence.of(document, event)), chain };
  }

  async #readable({ params, principal }: GetReceipt['request']): Promise<TimelineDocument> {
    const document = await this.views.of(timeline).get(params.eventId);
    if (document?.account !== params.accountId) throw notFound();
    const { account, visibility } = document;
    if (!principal.can('read', { resource: 'entry', account, visibility })) throw notFound();
    return document;
  }
}
