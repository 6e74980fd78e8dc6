import * as z from 'zod';
import {
  EventCatalog,
  PORTICO,
  Refusal,
  Transactions,
  commandIdOf,
  commandPrintOf,
  eventType,
  transact,
  uuidv5,
  type CommandContext,
  type Decide,
  type Decider,
  type EventOf,
  type EventStore,
  type Outcome,
  type StreamName,
} from '#event-sourcing';

/** The commands of the bench: answers are added to tickets. An event's data is about 300 bytes. */
const ticketOpened = eventType({
  type: 'TicketOpened',
  version: 1,
  schema: z.strictObject({ title: z.string() }),
  meaning: 'A ticket was opened.',
});
const answerAdded = eventType({
  type: 'AnswerAdded',
  version: 1,
  schema: z.strictObject({
    answerId: z.uuid(),
    body: z.string(),
    dueAt: z.iso.datetime(),
    labels: z.array(z.string()),
    minutes: z.int(),
  }),
  meaning: 'An answer was added to a ticket.',
});

/** What a client sends, checked as a request's body is. */
const addAnswerBody = z.strictObject({
  body: z.string().trim().min(1).max(4_000),
  dueAt: z.iso.datetime(),
  labels: z.array(z.string().max(40)).max(5),
  minutes: z.int().min(0).max(1_440),
});

interface Ticket {
  isOpen: boolean;
  answers: number;
  minutes: number;
}

const ticket: Decider<Ticket, EventOf<typeof ticketOpened> | EventOf<typeof answerAdded>> = {
  initial: () => ({ isOpen: false, answers: 0, minutes: 0 }),
  evolve: (state, { type, data }) => {
    if (type === 'TicketOpened') return { ...state, isOpen: true };
    return { ...state, answers: state.answers + 1, minutes: state.minutes + data.minutes };
  },
};

const open = (): Decide<Ticket> => () => [{ type: 'TicketOpened', data: { title: 'A ticket' }, visibility: 'client' }];

function addAnswer(answerId: string, body: z.infer<typeof addAnswerBody>): Decide<Ticket> {
  return ({ isOpen }) => {
    if (!isOpen) throw new Refusal('not-open', 'This ticket is not open.');
    return [{ type: 'AnswerAdded', data: { answerId, ...body }, visibility: 'client' }];
  };
}

const PERSON = uuidv5(PORTICO, 'a person of the bench');
const ACCOUNT = uuidv5(PORTICO, 'an account of the bench');
const PRINT_KEY = Buffer.alloc(32, 7);
const STREAMS = 1_000;

/** Tickets in a log, and commands to them by number; each number is another command. */
export class Tickets {
  readonly #on: Transactions;

  constructor(store: EventStore) {
    const personal = { prepare: async () => undefined, seal: () => '', open: async () => [] };
    this.#on = new Transactions(store, new EventCatalog([ticketOpened, answerAdded]), personal);
  }

  async open(): Promise<void> {
    await Promise.all(
      Array.from({ length: STREAMS }, async (_, number) => {
        const stream = streamOf(number);
        await transact(this.#on, stream, ticket, contextOf(stream, `open ${number}`, {}), open());
      }),
    );
  }

  /** All that a command costs behind HTTP and its policy: validation, identity, decision, events, chain, append. */
  async answer(number: number): Promise<Outcome> {
    const stream = streamOf(number);
    const body = addAnswerBody.parse(bodyOf(number));
    const context = contextOf(stream, `answer ${number}`, body);
    const answerId = uuidv5(context.commandId, 'answer');
    return transact(this.#on, stream, ticket, context, addAnswer(answerId, body));
  }
}

function streamOf(number: number): StreamName {
  return `ticket-${uuidv5(PORTICO, String((number * 7_919) % STREAMS))}`;
}

function contextOf(target: string, idempotencyKey: string, body: Parameters<typeof commandPrintOf>[1]): CommandContext {
  const key = { principal: PERSON, account: ACCOUNT, operation: 'addAnswer', target, idempotencyKey };
  const commandId = commandIdOf(key);
  return {
    commandId,
    commandPrint: commandPrintOf(PRINT_KEY, body),
    correlationId: commandId,
    causationId: commandId,
    actor: PERSON,
    account: ACCOUNT,
    at: new Date().toISOString(),
  };
}

function bodyOf(number: number): unknown {
  return {
    body: `Answer ${number}: the files are in place and the next step can begin as agreed on the phone yesterday.`,
    dueAt: '2026-12-01T09:00:00.000Z',
    labels: ['review', 'brand', 'waiting'],
    minutes: number % 90,
  };
}
