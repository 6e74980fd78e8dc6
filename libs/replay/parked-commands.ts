import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AnswerOf, CommandAnswer, leaveOutEvent, retryParked } from '#contracts';
import { answer, notFound, type OperationRequest } from '#platform';
import { leaveOut } from './domain/view-decisions.js';
import { causesAmong } from './parked.js';
import { Replay } from './replay.js';

type Retried = AnswerOf<typeof retryParked>;

export class RetryParked extends Command<Retried> {
  constructor(readonly request: OperationRequest<typeof retryParked>) {
    super();
  }
}

@CommandHandler(RetryParked)
export class RetryParkedHandler implements ICommandHandler<RetryParked> {
  constructor(private readonly replay: Replay) {}

  /** Of the build that serves. What is parked still is no failure of trying. */
  async execute({ request: { params } }: RetryParked): Promise<Retried> {
    const { view } = this.replay.sources.of(params.view);
    const parked = causesAmong(await this.replay.runner.retryParked(view)).length;
    this.replay.tellMoved();
    return { parked };
  }
}

export class LeaveOutEvent extends Command<CommandAnswer> {
  constructor(readonly request: OperationRequest<typeof leaveOutEvent>) {
    super();
  }
}

@CommandHandler(LeaveOutEvent)
export class LeaveOutEventHandler implements ICommandHandler<LeaveOutEvent> {
  constructor(private readonly replay: Replay) {}

  async execute({ request: { params, body, command } }: LeaveOutEvent): Promise<CommandAnswer> {
    const source = this.replay.sources.of(params.view);
    const event = await this.#parked(source.view, params.eventId);
    return answer(await this.replay.decide(source, command(), leaveOut(source, { ...event, reason: body.reason })));
  }

  /** Only what cannot be applied is left out. Whoever asks again finds it among what was left out. */
  async #parked(view: string, eventId: string) {
    const known = (await this.replay.states.of(view)).leftOut.get(eventId);
    if (known) return known;
    const parked = causesAmong(await this.replay.runner.parked(view)).find(({ event }) => event.id === eventId);
    if (!parked) throw notFound();
    const { type, stream, revision } = parked.event;
    return { eventId, type, stream, revision };
  }
}
