import {
  transact,
  uuidv5,
  type CommandContext,
  type Decide,
  type Decider,
  type DomainEvent,
  type StreamName,
  type Transactions,
} from '#event-sourcing';
import type { NewPerson, People } from '#platform';

/** Every id of the demo is derived from it, so that starting the demo again makes nothing twice. */
const DEMO = '9f0c9b52-6b9c-5c0e-9d2e-7f3f1b1f5a10';

const IMPORT = 'import';

/** The id that something of the demo has by its name. */
export function demoId(name: string): string {
  return uuidv5(DEMO, name);
}

/** One command of the story. */
export interface Told<State, Event extends DomainEvent> {
  /** Unlike that of any other. */
  readonly name: string;
  readonly at: string;
  /** Mail address of who gives it, or `import`. */
  readonly by: string;
  readonly account?: string;
  readonly stream: StreamName;
  readonly decider: Decider<State, Event>;
  /** Made when its turn comes: the people in it are known by then. */
  readonly decide: () => Decide<State>;
}

/** Gathers what happened and tells it in the order of time, as if the log had been there. */
export class StoryTeller {
  readonly #steps: { readonly at: string; readonly take: () => Promise<unknown> }[] = [];
  readonly #ids = new Map<string, string>();

  constructor(
    private readonly transactions: Transactions,
    private readonly people: People,
  ) {}

  /** Id of a person who was introduced before. */
  personId(email: string): string {
    const id = this.#ids.get(email);
    if (id === undefined) throw new Error(`The story has not introduced ${email} yet.`);
    return id;
  }

  introduce(person: NewPerson, at: string): void {
    const take = async () =>
      this.#ids.set(person.email, await this.people.register(person, context(person.email, at, 'set-up')));
    this.#steps.push({ at, take });
  }

  happens<State, Event extends DomainEvent>({ name, at, by, account, ...work }: Told<State, Event>): void {
    const take = async () => {
      const command = {
        ...context(name, at, by === IMPORT ? IMPORT : this.personId(by)),
        ...(account !== undefined && { account }),
      };
      await transact(this.transactions, work.stream, work.decider, command, work.decide());
    };
    this.#steps.push({ at, take });
  }

  /** What was told before stays as it is. */
  async tell(): Promise<void> {
    // Sorting keeps the order of what happens at one moment.
    for (const { take } of this.#steps.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))) await take();
  }
}

function context(name: string, at: string, actor: string): CommandContext {
  const commandId = demoId(name);
  return { commandId, commandPrint: 'demo', correlationId: commandId, causationId: commandId, actor, at };
}
