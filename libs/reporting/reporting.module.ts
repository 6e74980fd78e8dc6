import { Module } from '@nestjs/common';
import { GetReportHandler } from './get-report.js';
import { ListReportEventsHandler } from './list-report-events.js';
import { ReadCourses } from './read-courses.js';
import { ReportingController } from './reporting.controller.js';
import { TellReportEvents } from './tell-report-events.js';

/** Reports over all of the past, of projects done here and recorded elsewhere alike. */
@Module({
  controllers: [ReportingController],
  providers: [ReadCourses, TellReportEvents, GetReportHandler, ListReportEventsHandler],
})
export class ReportingModule {}
