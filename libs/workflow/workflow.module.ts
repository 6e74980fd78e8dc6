import { Module } from '@nestjs/common';
import { AddInternalNoteHandler } from './add-internal-note.js';
import { CompleteTaskHandler } from './complete-task.js';
import { GetHomeHandler } from './get-home.js';
import { GetProjectHandler } from './get-project.js';
import { KnownProjects } from './known-projects.js';
import { ListNotesHandler } from './list-notes.js';
import { ListProjectsHandler } from './list-projects.js';
import { ListTemplatesHandler } from './list-templates.js';
import { NamesOf } from './names.js';
import { PublishNoteHandler } from './publish-note.js';
import { RecordVisitHandler } from './record-visit.js';
import { ReopenTaskHandler } from './reopen-task.js';
import { StartProjectHandler } from './start-project.js';
import { Templates } from './templates.js';
import { UpdateStatusHandler } from './update-status.js';
import { Visits } from './visits.js';
import { WorkflowController } from './workflow.controller.js';

/** Projects that follow templates, and those that were recorded elsewhere. */
@Module({
  controllers: [WorkflowController],
  providers: [
    Templates,
    KnownProjects,
    NamesOf,
    Visits,
    StartProjectHandler,
    CompleteTaskHandler,
    ReopenTaskHandler,
    UpdateStatusHandler,
    PublishNoteHandler,
    AddInternalNoteHandler,
    RecordVisitHandler,
    ListTemplatesHandler,
    ListProjectsHandler,
    GetProjectHandler,
    ListNotesHandler,
    GetHomeHandler,
  ],
})
export class WorkflowModule {}
