export { ANCHORS } from './anchors/anchor-file.js';
export { Anchoring, HistoryDisagrees, anchorToEnd, placeText } from './anchors/anchoring.js';
export { Auditor } from './anchors/auditor.js';
export { copyAnchors } from './anchors/copy-anchors.js';
export { exportActivities } from './export/export-activities.js';
export { exportLog, type ExportPiece, type ExportScope } from './export/export-log.js';
export { exportXes } from './export/export-xes.js';
export {
  importLog,
  type ImportProgress,
  type ImportRequest,
  type ImportSummary,
  type ImportTarget,
} from './import/import-log.js';
export { ImportRefused } from './import/import-refused.js';
export { HistoryModule } from './history.module.js';
export { timeline, type TimelineDocument } from './timeline.js';
export { toldProjects, type ToldProject } from './told-projects.js';
export { verifyLog, type LogVerdict } from './verify-log.js';
