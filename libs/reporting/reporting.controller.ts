import { Controller, Get, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { fieldProblems, getReport, listReportEvents, type ReportScope } from '#contracts';
import {
  Admit,
  Asked,
  Freshness,
  NAME_VIEWS,
  Operate,
  can,
  invalidRequest,
  notFound,
  type OperationRequest,
} from '#platform';
import { GetReport } from './get-report.js';
import { ListReportEvents } from './list-report-events.js';
import { reportCsv } from './report-csv.js';
import { reports } from './reports.js';

const READS = { reads: [reports, ...NAME_VIEWS] };

@Controller()
export class ReportingController {
  constructor(
    private readonly queries: QueryBus,
    private readonly freshness: Freshness,
  ) {}

  @Operate(getReport, can('read', 'report'), READS)
  getReport(@Asked() { principal, query }: OperationRequest<typeof getReport>) {
    return this.queries.execute(new GetReport(principal, query));
  }

  @Operate(listReportEvents, can('read', 'report'), READS)
  listReportEvents(@Asked() request: OperationRequest<typeof listReportEvents>) {
    return this.queries.execute(new ListReportEvents(request));
  }

  /** The report for spreadsheets: the same numbers, asked for in the same words. */
  @Admit(can('read', 'report'))
  @Get('report.csv')
  async downloadReport(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { principal } = request.portico;
    if (!principal) throw notFound();
    const scope = scopeIn(request.query);
    await this.freshness.waitFor(READS, request, reply);
    const report = await this.queries.execute(new GetReport(principal, scope));
    await reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="report-${report.asOf.slice(0, 10)}.csv"`)
      .send(reportCsv(report));
  }
}

function scopeIn(query: unknown): ReportScope {
  const { success, data, error } = z.safeParse(getReport.query, query);
  if (!success) throw invalidRequest(fieldProblems(error.issues));
  return data;
}
