export * as workspaceDecisions from './domain/workspace-decisions.js';
export { workspaceEvents, type WorkspaceEvent } from './domain/workspace-events.js';
export { WORKSPACE, workspace } from './domain/workspace.js';
export { SetUpLink } from './set-up-link.js';
export { WORKSPACE_ID, workspaceView, type WorkspaceDocument } from './workspace-view.js';
export { WorkspaceModule } from './workspace.module.js';
