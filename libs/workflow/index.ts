export * as projectDecisions from './domain/project-decisions.js';
export type { Asker } from './domain/project-decisions.js';
export { workflowEvents, type WorkflowEvent } from './domain/project-events.js';
export { project, type Project, type RunProject, type Task } from './domain/project.js';
export {
  ActivityRecorded,
  ProjectRecorded,
  RecordedAttribute,
  recordedProjectEvents,
  type RecordedProjectEvent,
} from './domain/recorded-project.js';
export { templateJsonSchema, type Template } from './domain/template.js';
export { notes, type NoteDocument } from './notes.js';
export { projectActivity, type ProjectActivity } from './project-activity.js';
export { projects, type ProjectDocument } from './projects.js';
export { shippedTemplates } from './shipped-templates.js';
export { Visits } from './visits.js';
export { WorkflowModule } from './workflow.module.js';
