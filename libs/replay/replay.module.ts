import { Module, type DynamicModule } from '@nestjs/common';
import { CompareBuildsHandler } from './compare-builds.js';
import { DropBuildHandler } from './drop-build.js';
import { GetComparisonHandler } from './get-comparison.js';
import { ListReplaysHandler } from './list-replays.js';
import { ListViewsHandler } from './list-views.js';
import { LogState } from './log-state.js';
import { LeaveOutEventHandler, RetryParkedHandler } from './parked-commands.js';
import { ParkedEvents } from './parked-events.js';
import { GetParkedEventHandler, ListParkedEventsHandler } from './read-parked.js';
import { PauseRebuildHandler, ResumeRebuildHandler, StartRebuildHandler } from './rebuild-commands.js';
import { ReplayController } from './replay.controller.js';
import { Replay } from './replay.js';
import { SwitchViewHandler } from './switch-view.js';

/** The past, replayed: views are rebuilt beside, compared and switched by admins. */
@Module({})
export class ReplayModule {
  static of(replay: Replay): DynamicModule {
    return {
      module: ReplayModule,
      controllers: [ReplayController],
      providers: [
        { provide: Replay, useValue: replay },
        LogState,
        ParkedEvents,
        CompareBuildsHandler,
        DropBuildHandler,
        GetComparisonHandler,
        GetParkedEventHandler,
        LeaveOutEventHandler,
        ListParkedEventsHandler,
        ListReplaysHandler,
        ListViewsHandler,
        PauseRebuildHandler,
        ResumeRebuildHandler,
        RetryParkedHandler,
        StartRebuildHandler,
        SwitchViewHandler,
      ],
    };
  }
}
