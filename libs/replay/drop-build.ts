import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, dropBuild } from '#contracts';
import { answer, type OperationRequest } from '#platform';
import { buildOfId } from './domain/build-ref.js';
import * as decide from './domain/view-decisions.js';
import { Replay } from './replay.js';

export class DropBuild extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof dropBuild>) {
    super();
  }
}

@CommandHandler(DropBuild)
export class DropBuildHandler implements ICommandHandler<DropBuild> {
  constructor(private readonly replay: Replay) {}

  async execute({ request: { params, command } }: DropBuild): Promise<CommandAnswer> {
    const source = this.replay.sources.of(params.view);
    return answer(await this.replay.decide(source, command(), decide.dropBuild(source, buildOfId(params.build))));
  }
}
