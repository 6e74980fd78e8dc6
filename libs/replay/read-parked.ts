import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AnswerOf, ParkedEventDetail, getParkedEvent, listParkedEvents } from '#contracts';
import { notFound, pageOf, type OperationRequest } from '#platform';
import { ParkedEvents } from './parked-events.js';

type Page = AnswerOf<typeof listParkedEvents>;

export class ListParkedEvents extends Query<Page> {
  constructor(readonly request: OperationRequest<typeof listParkedEvents>) {
    super();
  }
}

@QueryHandler(ListParkedEvents)
export class ListParkedEventsHandler implements IQueryHandler<ListParkedEvents> {
  constructor(private readonly events: ParkedEvents) {}

  /** By view, and in order of the log; the cursor names view and event of the last one. */
  async execute({ request: { query } }: ListParkedEvents): Promise<Page> {
    const { page, ...next } = pageOf(await this.events.of(query.view), cursorOf, query);
    return { items: await this.events.shown(page), ...next };
  }
}

function cursorOf({ view, event }: { readonly view: string; readonly event: { readonly id: string } }): string {
  return `${view}.${event.id}`;
}

export class GetParkedEvent extends Query<ParkedEventDetail> {
  constructor(readonly request: OperationRequest<typeof getParkedEvent>) {
    super();
  }
}

@QueryHandler(GetParkedEvent)
export class GetParkedEventHandler implements IQueryHandler<GetParkedEvent> {
  constructor(private readonly events: ParkedEvents) {}

  async execute({ request: { params } }: GetParkedEvent): Promise<ParkedEventDetail> {
    const found = (await this.events.of(params.view)).find(({ event }) => event.id === params.eventId);
    const [shown] = found ? await this.events.shown([found]) : [];
    if (!found || !shown) throw notFound();
    const { schemaVersion, data, metadata, hash } = found.event;
    return { ...shown, schemaVersion, data, metadata, hash };
  }
}
