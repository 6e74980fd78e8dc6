import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { Transactions } from '#event-sourcing';
import { Config, ProblemError, Vault, type ClientInfo } from '#platform';
import type { VaultRecords } from '#vault';
import { WORKSPACE } from './domain/workspace.js';

/** The one link; `browserHash` once a browser has opened it. */
interface SetUpLinkRecord {
  readonly tokenHash: string;
  readonly browserHash: string | null;
}

const ID = 'link';
const COOKIE_SECONDS = 24 * 3_600;

/** The one-time link by which the first admin comes in. Each start prints a new one until there is an admin. */
@Injectable()
export class SetUpLink {
  readonly #records: VaultRecords<SetUpLinkRecord>;

  constructor(
    vault: Vault,
    private readonly config: Config,
    private readonly transactions: Transactions,
  ) {
    this.#records = vault.records<SetUpLinkRecord>('setUp');
  }

  async isOpen(): Promise<boolean> {
    return (await this.transactions.store.readLast(WORKSPACE)) === undefined;
  }

  /** Makes a new link, ending the one before; `undefined` once the portal is set up. */
  async renew(): Promise<string | undefined> {
    if (!(await this.isOpen())) return undefined;
    const token = newSecret();
    await this.#records.delete(ID);
    await this.#records.insert(ID, { tokenHash: hashOf(token), browserHash: null });
    return `${this.config.url}/setup/${token}`;
  }

  /** Uses the link up and ties set-up to this browser: of many at once, one gets it. The same browser may come again. */
  async open(token: string, client: ClientInfo): Promise<void> {
    const record = await this.#records.get(ID);
    const isOurs = record?.value.tokenHash === hashOf(token) && (await this.isOpen());
    if (!isOurs) throw used();
    if (this.#isHolder(record.value, client)) return;
    const secret = newSecret();
    const opened = record.value.browserHash === null && (await this.#records.replace(ID, record.version, { ...record.value, browserHash: hashOf(secret) }));
    if (!opened) throw used();
    client.setCookie(this.#cookie, secret, COOKIE_SECONDS);
  }

  /** @throws ProblemError when this is not the browser that opened the link */
  async check(client: ClientInfo): Promise<void> {
    const record = await this.#records.get(ID);
    if (!record || !this.#isHolder(record.value, client)) throw used();
  }

  async close(client: ClientInfo): Promise<void> {
    await this.#records.delete(ID);
    client.clearCookie(this.#cookie);
  }

  #isHolder({ browserHash }: SetUpLinkRecord, client: ClientInfo): boolean {
    const secret = client.cookie(this.#cookie);
    return secret !== undefined && browserHash === hashOf(secret);
  }

  get #cookie(): string {
    return this.config.cookies.session.replace('session', 'set-up');
  }
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
