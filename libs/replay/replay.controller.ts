import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  compareBuilds,
  dropBuild,
  getComparison,
  getParkedEvent,
  leaveOutEvent,
  listParkedEvents,
  listReplays,
  listViews,
  pauseRebuild,
  resumeRebuild,
  retryParked,
  startRebuild,
  switchView,
} from '#contracts';
import { Asked, NAME_VIEWS, Operate, can, type OperationRequest } from '#platform';
import { CompareBuilds } from './compare-builds.js';
import { DropBuild } from './drop-build.js';
import { GetComparison } from './get-comparison.js';
import { ListReplays } from './list-replays.js';
import { ListViews } from './list-views.js';
import { LeaveOutEvent, RetryParked } from './parked-commands.js';
import { GetParkedEvent, ListParkedEvents } from './read-parked.js';
import { PauseRebuild, ResumeRebuild, StartRebuild } from './rebuild-commands.js';
import { replays } from './replays.js';
import { SwitchView } from './switch-view.js';

const manage = can('manage', 'view');

@Controller()
export class ReplayController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Operate(listViews, manage, { reads: [replays, ...NAME_VIEWS] })
  listViews(@Asked() request: OperationRequest<typeof listViews>) {
    return this.queries.execute(new ListViews(request));
  }

  @Operate(listParkedEvents, manage, { reads: NAME_VIEWS })
  listParkedEvents(@Asked() request: OperationRequest<typeof listParkedEvents>) {
    return this.queries.execute(new ListParkedEvents(request));
  }

  @Operate(getParkedEvent, manage, { reads: NAME_VIEWS })
  getParkedEvent(@Asked() request: OperationRequest<typeof getParkedEvent>) {
    return this.queries.execute(new GetParkedEvent(request));
  }

  @Operate(getComparison, manage)
  getComparison(@Asked() request: OperationRequest<typeof getComparison>) {
    return this.queries.execute(new GetComparison(request));
  }

  @Operate(listReplays, manage, { reads: [replays, ...NAME_VIEWS] })
  listReplays(@Asked() request: OperationRequest<typeof listReplays>) {
    return this.queries.execute(new ListReplays(request));
  }

  @Operate(startRebuild, manage)
  startRebuild(@Asked() request: OperationRequest<typeof startRebuild>) {
    return this.commands.execute(new StartRebuild(request));
  }

  @Operate(pauseRebuild, manage)
  pauseRebuild(@Asked() request: OperationRequest<typeof pauseRebuild>) {
    return this.commands.execute(new PauseRebuild(request));
  }

  @Operate(resumeRebuild, manage)
  resumeRebuild(@Asked() request: OperationRequest<typeof resumeRebuild>) {
    return this.commands.execute(new ResumeRebuild(request));
  }

  @Operate(compareBuilds, manage)
  compareBuilds(@Asked() request: OperationRequest<typeof compareBuilds>) {
    return this.commands.execute(new CompareBuilds(request));
  }

  @Operate(switchView, manage)
  switchView(@Asked() request: OperationRequest<typeof switchView>) {
    return this.commands.execute(new SwitchView(request));
  }

  @Operate(dropBuild, manage)
  dropBuild(@Asked() request: OperationRequest<typeof dropBuild>) {
    return this.commands.execute(new DropBuild(request));
  }

  @Operate(retryParked, manage)
  retryParked(@Asked() request: OperationRequest<typeof retryParked>) {
    return this.commands.execute(new RetryParked(request));
  }

  @Operate(leaveOutEvent, manage)
  leaveOutEvent(@Asked() request: OperationRequest<typeof leaveOutEvent>) {
    return this.commands.execute(new LeaveOutEvent(request));
  }
}
