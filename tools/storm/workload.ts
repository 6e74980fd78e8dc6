import { randomUUID } from 'node:crypto';
import type { Answer, PortalClient } from './portal-client.ts';

/** A command that the portal acknowledged or refused, as its sender knows it. */
export interface Settled {
  readonly operation: string;
  readonly account: string;
  /** The ids in its path. */
  readonly target: string;
  readonly key: string;
  readonly answer: Answer;
}

interface Sending extends Omit<Settled, 'key' | 'answer'> {
  readonly path: string;
  readonly body: object;
  readonly ifMatch?: number;
}

interface Project {
  readonly id: string;
  readonly account: string;
  readonly tasks: readonly string[];
}

/** Keeps commands coming from many senders at once, and remembers what became of each. */
export class Workload {
  readonly settled: Settled[] = [];
  readonly #projects: Project[] = [];
  readonly #accounts: string[] = [];
  readonly #client: PortalClient;
  #running = true;

  constructor(client: PortalClient) {
    this.#client = client;
  }

  /** Something for all senders to work on at once, so that they meet on the same streams. */
  async prepare(accounts: number, projects: number): Promise<void> {
    for (let index = 0; index < accounts; index += 1) {
      const opened = await this.#send({
        operation: 'openAccount',
        account: '',
        target: '',
        path: '/accounts',
        body: { name: `Client ${String(index)}` },
      });
      this.#accounts.push(opened.body.id ?? '');
    }
    for (let index = 0; index < projects; index += 1) await this.#startProject();
  }

  get projectIds(): string[] {
    return this.#projects.map(({ id }) => id);
  }

  /** Resolves when each sender has its last answer, after {@link stop}. */
  async run(senders: number): Promise<void> {
    await Promise.all(Array.from({ length: senders }, () => this.#keepSending()));
  }

  stop(): void {
    this.#running = false;
  }

  async #keepSending(): Promise<void> {
    while (this.#running) await this.#sendAny();
  }

  async #sendAny(): Promise<void> {
    const project = pick(this.#projects);
    const dice = Math.random();
    if (dice < 0.04) await this.#startProject();
    else if (dice < 0.4) await this.#write(project, 'publishNote', 'notes');
    else if (dice < 0.6) await this.#write(project, 'addInternalNote', 'internal-notes');
    else if (dice < 0.7) await this.#updateStatus(project);
    else await this.#turnTask(project, dice < 0.85 ? 'complete' : 'reopen');
  }

  async #startProject(): Promise<void> {
    const account = pick(this.#accounts);
    const body = { name: `Project ${randomUUID()}`, template: 'website-project' };
    const answer = await this.#send({
      operation: 'startProject',
      account,
      target: account,
      path: `/accounts/${account}/projects`,
      body,
    });
    const id = answer.body.id;
    if (id === undefined) return;
    this.#projects.push({ id, account, tasks: await this.#tasksOf(id, answer.body.position) });
  }

  /** A portal that has just started may answer before its views have what was asked for; it is asked again. */
  async #tasksOf(project: string, after: string | undefined): Promise<string[]> {
    for (let tries = 0; tries < 30; tries += 1) {
      const { body } = await this.#client.get(`/projects/${project}`, after);
      const tasks = (body['taskList'] ?? []) as { id: string }[];
      if (tasks.length > 0) return tasks.map(({ id }) => id);
    }
    throw new Error(`The project ${project} was acknowledged and does not show.`);
  }

  async #write({ id, account }: Project, operation: string, notes: string): Promise<void> {
    const body = { body: `Written once: ${randomUUID()}` };
    await this.#send({ operation, account, target: id, path: `/projects/${id}/${notes}`, body });
  }

  async #turnTask({ id, account, tasks }: Project, act: 'complete' | 'reopen'): Promise<void> {
    const task = pick(tasks);
    const path = `/projects/${id}/tasks/${task}/${act}`;
    await this.#send({ operation: `${act}Task`, account, target: `${id}/${task}`, path, body: {} });
  }

  async #updateStatus({ id, account }: Project): Promise<void> {
    const view = await this.#client.get(`/projects/${id}`);
    const version = (view.body['status'] as { version: number } | null)?.version ?? 0;
    const body = { state: 'on-track', sentence: `Said once: ${randomUUID()}` };
    await this.#send({
      operation: 'updateStatus',
      account,
      target: id,
      path: `/projects/${id}/status`,
      body,
      ifMatch: version,
    });
  }

  async #send({ ifMatch, path, body, ...command }: Sending): Promise<Answer> {
    const key = randomUUID();
    const answer = await this.#client.post(path, body, { key, ...(ifMatch !== undefined && { ifMatch }) });
    this.settled.push({ ...command, key, answer });
    return answer;
  }
}

function pick<T>(items: readonly T[]): T {
  const item = items[Math.floor(Math.random() * items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
}
