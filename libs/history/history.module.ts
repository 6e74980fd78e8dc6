import { Module } from '@nestjs/common';
import { Evidence } from './evidence.js';
import { GetReceiptHandler } from './get-receipt.js';
import { HistoryController } from './history.controller.js';
import { ListTimelineMonthsHandler } from './list-timeline-months.js';
import { ListTimelineHandler } from './list-timeline.js';
import { TellEntries } from './tell-entries.js';

/** What happened: timelines and their receipts. */
@Module({
  controllers: [HistoryController],
  providers: [TellEntries, Evidence, ListTimelineHandler, ListTimelineMonthsHandler, GetReceiptHandler],
})
export class HistoryModule {}
