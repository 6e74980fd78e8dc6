import { createHmac, randomUUID } from 'node:crypto';
import { publishNote } from '#contracts';
import { EventCatalog, Transactions, transact, uuidv5, type StreamName } from '#event-sourcing';
import { SqliteEventStore } from '#event-store';
import { CommandIdentity } from '#platform';
import { PersonalKeys, SqliteVault } from '#vault';
import { project, projectDecisions, shippedTemplates, workflowEvents, type Asker } from '#workflow';
import { withClients } from './clients.js';

const PROJECTS = 500;
/** At once, when a log is made: as many as come in practice. V8 places objects by how long their first ones lived. */
const CLIENTS = 16;
const KEY = createHmac('sha256', 'bench').update('key').digest();
const ACTOR = '0f4a2f6c-0000-5000-8000-00000000000a';
const ACCOUNT = '0f4a2f6c-0000-5000-8000-00000000000b';

/** What a note of some 300 bytes says. */
const WORDS =
  'The second round of the home page is ready for you. We moved the booking button up, as you asked, and shortened the ' +
  'text above it; the photographs are still the old ones until yours arrive on Thursday. Please say by Friday whether ' +
  'the colours may stay, so that the other pages can follow.';

/** A log that projects are worked on in, as the portal does after a request was let in. */
export class WorkingLog {
  readonly transactions: Transactions;
  readonly #vault: SqliteVault;
  readonly #identity = new CommandIdentity(KEY);
  readonly #asker: Asker = { account: ACCOUNT, may: () => true };

  /** @param folder the log lies there as `log.db` */
  constructor(folder: string) {
    this.#vault = new SqliteVault(`${folder}/vault.db`);
    const store = new SqliteEventStore(`${folder}/log.db`, { thread: { claim: undefined } });
    this.transactions = new Transactions(store, new EventCatalog(workflowEvents), new PersonalKeys(this.#vault, KEY));
  }

  /** Starts several hundred projects of the template that ships with the program. */
  async startProjects(): Promise<void> {
    const [template] = shippedTemplates();
    if (!template) throw new Error('No template ships with the program.');
    const day = '2026-03-02';
    const startOne = (number: number) => {
      const id = projectIds[number] ?? '';
      const decision = projectDecisions.start({ id, name: 'Website', template, startsOn: day, today: day });
      return transact(this.transactions, `project-${id}`, project, this.#command('startProject', id, {}), decision);
    };
    await withClients(CLIENTS, PROJECTS, startOne);
  }

  /** Reads every project once, so that what follows finds them as a portal at work has them: in memory. */
  async remember(): Promise<void> {
    const look = (number: number) => {
      const id = projectIds[number] ?? '';
      return transact(this.transactions, `project-${id}`, project, this.#command('look', id, {}), () => []);
    };
    await withClients(CLIENTS, PROJECTS, look);
  }

  /** Publishes a note in one of the projects: checked, known by its key, decided, sealed and appended. */
  async publishNote(number: number): Promise<bigint> {
    const id = projectIds[number % PROJECTS] ?? '';
    const stream: StreamName = `project-${id}`;
    const body = publishNote.body.parse({ body: `${WORDS} (${number})` });
    const command = this.#command('publishNote', id, body);
    const decision = projectDecisions.publishNote(uuidv5(command.commandId, 'note'), body.body, this.#asker);
    return (await transact(this.transactions, stream, project, command, decision)).position;
  }

  async close(): Promise<void> {
    await this.transactions.store.close();
    await this.#vault.close();
  }

  #command(operation: string, projectId: string, body: object) {
    const key = randomUUID();
    const at = new Date().toISOString();
    const caller = { actor: ACTOR, idempotencyKey: key, requestId: key };
    return this.#identity.commandOf({ ...caller, operation, params: { projectId }, body, at }, ACCOUNT);
  }
}

const projectIds = Array.from({ length: PROJECTS }, (_, index) => uuidv5(ACCOUNT, `project ${index}`));
