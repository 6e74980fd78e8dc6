import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { getReceipt, listTimeline, listTimelineMonths } from '#contracts';
import { Asked, NAME_VIEWS, Operate, can, canInAccount, type OperationRequest } from '#platform';
import { GetReceipt } from './get-receipt.js';
import { ListTimelineMonths } from './list-timeline-months.js';
import { ListTimeline } from './list-timeline.js';
import { timeline } from './timeline.js';
import { toldProjects } from './told-projects.js';

@Controller()
export class HistoryController {
  constructor(private readonly queries: QueryBus) {}

  @Operate(listTimeline, can('read', 'entry'), { reads: [timeline, toldProjects, ...NAME_VIEWS] })
  listTimeline(@Asked() request: OperationRequest<typeof listTimeline>) {
    return this.queries.execute(new ListTimeline(request));
  }

  @Operate(listTimelineMonths, can('read', 'entry'), { reads: [timeline] })
  listTimelineMonths(@Asked() request: OperationRequest<typeof listTimelineMonths>) {
    return this.queries.execute(new ListTimelineMonths(request));
  }

  @Operate(getReceipt, canInAccount('read', 'entry'), { reads: [timeline, toldProjects, ...NAME_VIEWS] })
  getReceipt(@Asked() request: OperationRequest<typeof getReceipt>) {
    return this.queries.execute(new GetReceipt(request));
  }
}
