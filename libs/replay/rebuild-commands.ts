import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, pauseRebuild, resumeRebuild, startRebuild } from '#contracts';
import { answer, type OperationRequest } from '#platform';
import * as decide from './domain/view-decisions.js';
import { Replay } from './replay.js';

export class StartRebuild extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof startRebuild>) {
    super();
  }
}

@CommandHandler(StartRebuild)
export class StartRebuildHandler implements ICommandHandler<StartRebuild> {
  constructor(private readonly replay: Replay) {}

  async execute({ request: { params, body, command } }: StartRebuild): Promise<CommandAnswer> {
    const source = this.replay.sources.of(params.view);
    return answer(await this.replay.decide(source, command(), decide.startRebuild(source, body.version)));
  }
}

export class PauseRebuild extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof pauseRebuild>) {
    super();
  }
}

@CommandHandler(PauseRebuild)
export class PauseRebuildHandler implements ICommandHandler<PauseRebuild> {
  constructor(private readonly replay: Replay) {}

  async execute({ request: { params, command } }: PauseRebuild): Promise<CommandAnswer> {
    const source = this.replay.sources.of(params.view);
    return answer(await this.replay.decide(source, command(), decide.pauseRebuild(source)));
  }
}

export class ResumeRebuild extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof resumeRebuild>) {
    super();
  }
}

@CommandHandler(ResumeRebuild)
export class ResumeRebuildHandler implements ICommandHandler<ResumeRebuild> {
  constructor(private readonly replay: Replay) {}

  /** One that failed is tried again, too: nobody had paused it. */
  async execute({ request: { params, command } }: ResumeRebuild): Promise<CommandAnswer> {
    const source = this.replay.sources.of(params.view);
    await this.replay.rebuilds.forgetFailed(source.view);
    return answer(await this.replay.decide(source, command(), decide.resumeRebuild(source)));
  }
}
