import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  addInternalNote,
  completeTask,
  getHome,
  getProject,
  listNotes,
  listProjects,
  listTemplates,
  publishNote,
  recordVisit,
  reopenTask,
  startProject,
  updateStatus,
} from '#contracts';
import { Asked, NAME_VIEWS, Operate, can, canInAccount, canInProject, type OperationRequest } from '#platform';
import { AddInternalNote } from './add-internal-note.js';
import { CompleteTask } from './complete-task.js';
import { GetHome } from './get-home.js';
import { GetProject } from './get-project.js';
import { PROJECT_VIEWS } from './known-projects.js';
import { ListNotes } from './list-notes.js';
import { ListProjects } from './list-projects.js';
import { ListTemplates } from './list-templates.js';
import { notes } from './notes.js';
import { PublishNote } from './publish-note.js';
import { RecordVisit } from './record-visit.js';
import { ReopenTask } from './reopen-task.js';
import { StartProject } from './start-project.js';
import { UpdateStatus } from './update-status.js';

@Controller()
export class WorkflowController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Operate(listTemplates, can('read', 'template'))
  listTemplates(@Asked() request: OperationRequest<typeof listTemplates>) {
    return this.queries.execute(new ListTemplates(request));
  }

  @Operate(listProjects, can('read', 'project'), { reads: [...PROJECT_VIEWS, ...NAME_VIEWS] })
  listProjects(@Asked() request: OperationRequest<typeof listProjects>) {
    return this.queries.execute(new ListProjects(request));
  }

  @Operate(getProject, canInProject('read', 'project'), { reads: [...PROJECT_VIEWS, ...NAME_VIEWS] })
  getProject(@Asked() request: OperationRequest<typeof getProject>) {
    return this.queries.execute(new GetProject(request));
  }

  @Operate(listNotes, canInProject('read', 'note'), { reads: [notes, ...NAME_VIEWS] })
  listNotes(@Asked() request: OperationRequest<typeof listNotes>) {
    return this.queries.execute(new ListNotes(request));
  }

  @Operate(getHome, canInAccount('read', 'project'), { reads: [...PROJECT_VIEWS, ...NAME_VIEWS] })
  getHome(@Asked() request: OperationRequest<typeof getHome>) {
    return this.queries.execute(new GetHome(request));
  }

  @Operate(recordVisit, canInAccount('read', 'project'))
  recordVisit(@Asked() request: OperationRequest<typeof recordVisit>) {
    return this.commands.execute(new RecordVisit(request));
  }

  @Operate(startProject, canInAccount('start', 'project'), { location: '/projects/:id' })
  startProject(@Asked() request: OperationRequest<typeof startProject>) {
    return this.commands.execute(new StartProject(request));
  }

  @Operate(completeTask, canInProject('complete', 'task'))
  completeTask(@Asked() request: OperationRequest<typeof completeTask>) {
    return this.commands.execute(new CompleteTask(request));
  }

  @Operate(reopenTask, canInProject('reopen', 'task'))
  reopenTask(@Asked() request: OperationRequest<typeof reopenTask>) {
    return this.commands.execute(new ReopenTask(request));
  }

  @Operate(updateStatus, canInProject('update-status', 'project'))
  updateStatus(@Asked() request: OperationRequest<typeof updateStatus>) {
    return this.commands.execute(new UpdateStatus(request));
  }

  @Operate(publishNote, canInProject('publish', 'note'), { location: '/projects/:projectId/notes' })
  publishNote(@Asked() request: OperationRequest<typeof publishNote>) {
    return this.commands.execute(new PublishNote(request));
  }

  @Operate(addInternalNote, canInProject('annotate', 'note'), { location: '/projects/:projectId/notes' })
  addInternalNote(@Asked() request: OperationRequest<typeof addInternalNote>) {
    return this.commands.execute(new AddInternalNote(request));
  }
}
