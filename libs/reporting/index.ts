export { ReportingModule } from './reporting.module.js';
export { reports, type ReportDocument } from './reports.js';
