import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandAnswer, switchView } from '#contracts';
import { answer, type OperationRequest } from '#platform';
import { buildOfId } from './domain/build-ref.js';
import * as decide from './domain/view-decisions.js';
import { Replay } from './replay.js';

export class SwitchView extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof switchView>) {
    super();
  }
}

@CommandHandler(SwitchView)
export class SwitchViewHandler implements ICommandHandler<SwitchView> {
  constructor(private readonly replay: Replay) {}

  async execute({ request: { params, body, command } }: SwitchView): Promise<CommandAnswer> {
    const source = this.replay.sources.of(params.view);
    const decision = decide.switchView(source, buildOfId(body.to), body.accept === true);
    return answer(await this.replay.decide(source, command(), decision));
  }
}
