import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { Clock, SessionEndings, Sessions, Vault, type ClientInfo } from '#platform';
import type { VaultRecord, VaultRecords } from '#vault';
import { deviceOf, type Device } from './device.js';
import { hashOf, newToken, sameHash } from './secrets.js';
import { SESSION_SECONDS, SessionCookies, type CarriedSession } from './session-cookies.js';

/** A session as it is kept; the record's id is the session's. */
export interface Session {
  readonly personId: string;
  readonly secretHash: string;
  readonly device: Device;
  readonly startedAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
}

/** How exact `lastSeenAt` is; a write per request would cost more than the request. */
const SEEN_EVERY_MS = 60_000;
/** How long a session that another process has ended may still be taken for open here. */
const TRUSTED_FOR_MS = 1_000;

/** Sessions in the Vault. Ending one takes effect with the next request, and on open streams at once. */
@Injectable()
export class VaultSessions extends Sessions {
  readonly #records: VaultRecords<Session>;
  readonly #noting = new Set<string>();
  readonly #open = new LRUCache<string, VaultRecord<Session>>({ max: 50_000, ttl: TRUSTED_FOR_MS });

  constructor(
    vault: Vault,
    private readonly clock: Clock,
    private readonly cookies: SessionCookies,
    private readonly endings: SessionEndings,
  ) {
    super();
    this.#records = vault.records<Session>('sessions', { indexes: ['personId', 'expiresAt'] });
  }

  /** Opens a session in this browser; the one that it had before, whoever's it was, ends. */
  override async open(personId: string, client: ClientInfo): Promise<void> {
    const before = await this.byCarried(this.cookies.session(client));
    const [id, secret, now] = [randomUUID(), newToken(), this.#now()];
    await this.#records.insert(id, {
      personId,
      secretHash: hashOf(secret),
      device: deviceOf(client.userAgent),
      startedAt: now,
      lastSeenAt: now,
      expiresAt: now + SESSION_SECONDS * 1_000,
    });
    if (before) await this.end([before.id]);
    this.cookies.give(personId, { id, secret }, client);
  }

  /** The open session that a browser carries. */
  async byCarried(carried: CarriedSession | undefined): Promise<VaultRecord<Session> | undefined> {
    const session = carried && (await this.byId(carried.id));
    return session && sameHash(session.value.secretHash, hashOf(carried.secret)) ? session : undefined;
  }

  /** The session, while it is open. */
  async byId(id: string): Promise<VaultRecord<Session> | undefined> {
    const session = this.#open.get(id) ?? (await this.#records.get(id));
    if (!session || session.value.expiresAt <= this.#now()) return undefined;
    this.#open.set(id, session, { noUpdateTTL: true });
    return session;
  }

  /** Notes that the session was used. A lost note is no loss, and whoever reads need not wait until it can be written. */
  seen({ id, version, value }: VaultRecord<Session>): void {
    const now = this.#now();
    if (now - value.lastSeenAt < SEEN_EVERY_MS || this.#noting.has(id)) return;
    const next = { ...value, lastSeenAt: now };
    this.#noting.add(id);
    this.#records
      .replace(id, version, next)
      .then(
        (isNoted) => isNoted && this.#open.set(id, { id, version: version + 1, value: next }),
        () => undefined,
      )
      .finally(() => this.#noting.delete(id));
  }

  /** Open sessions of a person, newest use first. */
  async of(personId: string): Promise<VaultRecord<Session>[]> {
    const sessions = await this.#records.find('personId', personId);
    return sessions
      .filter(({ value }) => value.expiresAt > this.#now())
      .sort((a, b) => b.value.lastSeenAt - a.value.lastSeenAt);
  }

  /** Ends sessions; whoever comes with one of them from now on is a stranger. */
  async end(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await this.#records.delete(id);
      this.#open.delete(id);
    }
    this.endings.announce(ids);
  }

  override async endAllOf(personId: string): Promise<void> {
    await this.end((await this.#records.find('personId', personId)).map(({ id }) => id));
  }

  async forgetOld(): Promise<void> {
    await this.#records.deleteBelow('expiresAt', this.#now());
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}
