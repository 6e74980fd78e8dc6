import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import type { SetupAnswers } from '#contracts';
import { PORTICO, Transactions, uuidv5, type CommandContext } from '#event-sourcing';
import { Clock, Config, ProblemError, Vault, type ClientInfo } from '#platform';
import type { VaultRecord, VaultRecords } from '#vault';
import { WORKSPACE } from './domain/workspace.js';

/** The one link. */
interface SetUpLinkRecord {
  readonly tokenHash: string;
  /** Of the cookie of the browser that opened it; null before. */
  readonly browserHash: string | null;
  /** When set-up was done; null before. */
  readonly doneAt: number | null;
  /** What was written so far; forgotten when set-up is done. */
  readonly answers: SetupAnswers;
}

const ID = 'link';
const NOTHING_YET: SetupAnswers = { name: '', email: '', business: '' };
const COOKIE_SECONDS = 24 * 3_600;
/** How long the browser that did set-up may send the same again, should it have missed the answer. */
const REPEATABLE_MS = 10 * 60_000;

/** The one-time link by which the first admin comes in. Each start prints a new one until there is an admin. */
@Injectable()
export class SetUpLink {
  readonly #records: VaultRecords<SetUpLinkRecord>;
  readonly #cookie: string;

  constructor(
    vault: Vault,
    private readonly config: Config,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {
    this.#records = vault.records<SetUpLinkRecord>('setUp');
    this.#cookie = config.cookies.session.replace('session', 'set-up');
  }

  async isOpen(): Promise<boolean> {
    return (await this.transactions.store.readLast(WORKSPACE)) === undefined;
  }

  /** Makes a new link, ending the one before, and keeps what was written by that; `undefined` once the portal is set up. */
  async renew(): Promise<string | undefined> {
    if (!(await this.isOpen())) {
      await this.close();
      return undefined;
    }
    const token = newSecret();
    const answers = (await this.#records.get(ID))?.value.answers ?? NOTHING_YET;
    await this.#records.delete(ID);
    await this.#records.insert(ID, { tokenHash: hashOf(token), browserHash: null, doneAt: null, answers });
    return `${this.config.url}/setup/${token}`;
  }

  /**
   * Uses the link up and ties set-up to this browser: of many at once, one gets it. The same browser may come again,
   * and finds what it had written.
   *
   * @throws ProblemError 410
   */
  async open(token: string, client: ClientInfo): Promise<SetupAnswers> {
    const record = await this.#records.get(ID);
    if (record?.value.tokenHash !== hashOf(token) || !(await this.isOpen())) throw used();
    if (!isHeld(record, client.cookie(this.#cookie))) await this.#tie(record, client);
    return record.value.answers;
  }

  /**
   * Keeps what was written so far; what is sent at the same moment may be what stays.
   *
   * @throws ProblemError 410 when this is not the browser that opened the link, or set-up is done
   */
  async save(answers: SetupAnswers, client: ClientInfo): Promise<void> {
    const record = await this.#records.get(ID);
    if (!record || !isHeld(record, client.cookie(this.#cookie)) || record.value.doneAt !== null) throw used();
    await this.#records.replace(ID, record.version, { ...record.value, answers });
  }

  /**
   * The command that set-up by this browser is, the same one however often it is sent.
   *
   * @throws ProblemError 410 when this is not the browser that opened the link, or set-up was done long ago
   */
  async command(command: CommandContext, client: ClientInfo): Promise<CommandContext> {
    const record = await this.#records.get(ID);
    if (!record || !isHeld(record, client.cookie(this.#cookie))) throw used();
    const { browserHash, doneAt } = record.value;
    if (doneAt !== null && doneAt + REPEATABLE_MS <= this.#now()) throw used();
    const commandId = uuidv5(PORTICO, `set-up ${String(browserHash)} ${command.commandPrint}`);
    return { ...command, commandId, actor: 'set-up' };
  }

  /** Says that set-up is done. */
  async close(): Promise<void> {
    const record = await this.#records.get(ID);
    if (record?.value.doneAt !== null) return;
    await this.#records.replace(ID, record.version, { ...record.value, doneAt: this.#now(), answers: NOTHING_YET });
  }

  async #tie({ version, value }: VaultRecord<SetUpLinkRecord>, client: ClientInfo): Promise<void> {
    const secret = newSecret();
    const next = { ...value, browserHash: hashOf(secret) };
    if (value.browserHash !== null || !(await this.#records.replace(ID, version, next))) throw used();
    client.setCookie(this.#cookie, secret, COOKIE_SECONDS);
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}

function isHeld({ value }: VaultRecord<SetUpLinkRecord>, cookie: string | undefined): boolean {
  return cookie !== undefined && value.browserHash === hashOf(cookie);
}

function used(): ProblemError {
  return new ProblemError(
    410,
    'set-up-link-used',
    'This set-up link was used in another browser, or is not the newest. Start Portico again: it prints a new one until there is an admin.',
  );
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
