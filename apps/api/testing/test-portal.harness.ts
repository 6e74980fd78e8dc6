import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  beginSignIn,
  completeSetup,
  completeSignIn,
  inviteColleague,
  inviteMember,
  openAccount,
  openSetup,
} from '#contracts';
import type { BusinessRole, ClientRole } from '#contracts';
import { Clock, readConfig, type Config, type Log } from '#platform';
import { SetUpLink } from '#workspace';
import type { PortalViews } from '../keep-views.js';
import { startPortal, type Portal } from '../start-portal.js';
import { HttpClient } from './http-client.harness.js';
import { mailsTo, type ReceivedMail } from './mailbox.harness.js';

/** Runs with the real time, and ahead of it as far as a spec says. */
export class TestClock extends Clock {
  #aheadMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.#aheadMs);
  }

  advance(milliseconds: number): void {
    this.#aheadMs += milliseconds;
  }
}

export interface LoggedEvent {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: object;
  readonly cause?: unknown;
}

/** A signed-in person and their browser. */
export interface TestPerson {
  readonly id: string;
  readonly email: string;
  readonly http: HttpClient;
}

export interface TestPortalOptions {
  /** A folder of an earlier portal; a new one when absent. */
  readonly data?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** Folder of a built portal; none when absent. */
  readonly portal?: string;
  /** Those of this program when absent. */
  readonly views?: PortalViews;
}

/** A real portal in a folder of its own, on a port of its own, in this process. */
export class TestPortal {
  readonly clock = new TestClock();
  readonly logged: LoggedEvent[] = [];
  /** Everybody who has a browser here. */
  readonly clients: HttpClient[] = [];
  /** Position of the last write of anybody: everybody reads at least up to it. */
  readonly seen = { position: 0n };
  #portal: Portal | undefined;

  private constructor(
    readonly config: Config,
    private readonly pages: string,
    private readonly views: PortalViews | undefined,
  ) {}

  static async start({
    data = mkdtempSync(join(tmpdir(), 'portico-')),
    variables = {},
    portal = join(data, 'no-portal'),
    views,
  }: TestPortalOptions = {}): Promise<TestPortal> {
    const settings = { PORTICO_PORT: String(await freePort()), PORTICO_DATA: data, ...variables };
    const test = new TestPortal(readConfig(settings, data), portal, views);
    await test.#start();
    return test;
  }

  get portal(): Portal {
    if (!this.#portal) throw new Error('The portal is not started.');
    return this.#portal;
  }

  async #start(): Promise<void> {
    const options = {
      config: this.config,
      log: this.#log(),
      clock: this.clock,
      portal: this.pages,
      ...(this.views && { views: this.views }),
    };
    this.#portal = await startPortal(options);
  }

  async restart(): Promise<void> {
    await this.portal.close();
    await this.#start();
  }

  /** Stops it and takes its folder away. */
  async stop(): Promise<void> {
    await this.portal.close();
    rmSync(this.config.data, { recursive: true, force: true });
  }

  /** A browser in which nobody is signed in. */
  browser(name = 'anon'): HttpClient {
    const client = new HttpClient(name, this.config.url, this.seen, this.config.port);
    this.clients.push(client);
    return client;
  }

  async mailsTo(address: string): Promise<ReceivedMail[]> {
    return mailsTo(this.portal.folder.mail, address);
  }

  /** Sets the portal up as a person would: by the printed link. */
  async setUp(
    person = { name: 'Ruth Ashdown', email: 'ruth@ashdownpell.example', business: 'Ashdown Pell' },
  ): Promise<TestPerson> {
    const http = this.browser('admin');
    const link = (await this.portal.app.get(SetUpLink).renew()) ?? '';
    await http.ask(openSetup, { body: { token: link.split('/').at(-1) ?? '' } });
    const { id = '' } = await http.ask(completeSetup, { body: person });
    return { id, email: person.email, http };
  }

  /** Signs in by the newest mail to the address; asks for one unless an invitation is there. */
  async signIn(email: string, { name = email, ask = true } = {}): Promise<TestPerson> {
    const http = this.browser(name);
    if (ask) await http.ask(beginSignIn, { body: { email } });
    const mail = await this.#newestMail(email);
    const { personId } = await http.ask(completeSignIn, { body: { token: mail.token } });
    return { id: personId, email, http };
  }

  /** Invites a colleague and lets them in by the mail. */
  async colleague(admin: TestPerson, person: { name: string; email: string; role: BusinessRole }): Promise<TestPerson> {
    await admin.http.ask(inviteColleague, { body: person });
    return this.signIn(person.email, { name: person.name, ask: false });
  }

  /** Invites a member of an account and lets them in by the mail. */
  async member(
    admin: TestPerson,
    accountId: string,
    person: { name: string; email: string; role: ClientRole },
  ): Promise<TestPerson> {
    await admin.http.ask(inviteMember, { params: { accountId }, body: person });
    return this.signIn(person.email, { name: person.name, ask: false });
  }

  async account(admin: TestPerson, name: string): Promise<string> {
    const { id = '' } = await admin.http.ask(openAccount, { body: { name } });
    return id;
  }

  async #newestMail(email: string): Promise<ReceivedMail> {
    // Mails are written after the answer, so that it takes as long for unknown addresses.
    for (let tries = 0; tries < 200; tries += 1) {
      const mail = (await this.mailsTo(email)).at(-1);
      if (mail) return mail;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`No mail came to ${email}.`);
  }

  #log(): Log {
    const note =
      (level: LoggedEvent['level']) =>
      (event: string, fields: object = {}, cause?: unknown) => {
        this.logged.push({ level, event, fields, cause });
      };
    return { info: note('info'), warn: note('warn'), error: note('error') };
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
