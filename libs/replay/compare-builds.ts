import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, compareBuilds } from '#contracts';
import { answer, type OperationRequest } from '#platform';
import { buildOfId } from './domain/build-ref.js';
import { Replay } from './replay.js';

export class CompareBuilds extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof compareBuilds>) {
    super();
  }
}

@CommandHandler(CompareBuilds)
export class CompareBuildsHandler implements ICommandHandler<CompareBuilds> {
  constructor(private readonly replay: Replay) {}

  async execute({ request: { params, command } }: CompareBuilds): Promise<CommandAnswer> {
    const source = this.replay.sources.of(params.view);
    return answer(await this.replay.compare(source, buildOfId(params.build), command()));
  }
}
