import { reports } from './reports.js';

export { ReportingModule } from './reporting.module.js';
export { reports, type ReportDocument } from './reports.js';
export const reportingProjections = [reports];
