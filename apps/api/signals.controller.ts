import { Controller, Get, Req, Res, type BeforeApplicationShutdown } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Principals } from '#access';
import {
  Admit,
  EventStore,
  ProblemError,
  RIGHTS_VIEW,
  SessionEndings,
  Signals,
  signedIn,
  type Principal,
} from '#platform';
import type { Hearing } from '#signals';
import { SignalStream } from './signal-stream.js';

const HEARTBEAT_MS = 10_000;
const MOST_STREAMS = 12;

/** Tells a browser, as long as its session stands, which of the views that it may see have changed. */
@Controller()
export class SignalsController implements BeforeApplicationShutdown {
  readonly #open = new Map<string, Set<() => void>>();

  constructor(
    private readonly signals: Signals,
    private readonly principals: Principals,
    private readonly endings: SessionEndings,
    private readonly store: EventStore,
  ) {}

  @Admit(signedIn)
  @Get('signals')
  async streamSignals(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { principal } = request.portico;
    if (!principal) throw new Error('The guard lets nobody in without a session.');
    if ((this.#open.get(principal.sessionId)?.size ?? 0) >= MOST_STREAMS) {
      throw new ProblemError(429, 'too-many-streams', 'This session has too many open streams. Close some tabs.', {
        retryAfterSeconds: 10,
      });
    }
    void reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
    if (request.method === 'HEAD') {
      await reply.send();
      return;
    }
    reply.hijack();
    reply.raw.writeHead(200, reply.getHeaders() as Record<string, string>);
    await this.#listen(principal, request, reply);
  }

  /** Streams never end by themselves: a portal that stops has to end them. */
  beforeApplicationShutdown(): void {
    for (const ends of this.#open.values()) for (const end of ends) end();
  }

  async #listen(principal: Principal, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const stream = new SignalStream(reply.raw);
    const hearing = hearingOf(principal);
    const check = () =>
      void this.#stands(principal, request, reply).then(
        (stands) => {
          if (!stands) stream.end();
        },
        () => {
          stream.end();
        },
      );
    this.#catchUp(stream, lastEventId(request), hearing);
    const subscription = this.signals.subscribe(hearing, (signal) => {
      stream.changed(signal);
      // With other rights other things may be heard: the browser comes back, and is asked who it is again.
      if (signal.view === RIGHTS_VIEW) check();
    });
    const end = () => {
      stream.end();
    };
    this.#begin(stream).catch(end);
    const stopListening = this.endings.onEnded(principal.sessionId, end);
    const heartbeat = setInterval(() => {
      stream.heartbeat();
      check();
    }, HEARTBEAT_MS);
    this.#count(principal.sessionId, end);
    reply.raw.once('close', () => {
      clearInterval(heartbeat);
      stopListening();
      subscription.close();
      this.#uncount(principal.sessionId, end);
    });
    // The session or the rights may have changed since the guard looked.
    check();
  }

  #catchUp(stream: SignalStream, seen: string | undefined, hearing: Hearing): void {
    const { lastId } = this.signals;
    const missed = seen === undefined ? [] : this.signals.since(seen, hearing);
    if (missed === 'reset') stream.reset(lastId);
    else for (const signal of missed) stream.changed(signal);
  }

  /** What changed before the subscription was appended before: who has read up to the log's end has missed nothing. */
  async #begin(stream: SignalStream): Promise<void> {
    const head = await this.store.head();
    stream.ready(this.signals.lastId, head);
  }

  /** Whether the session still stands, with the same rights. */
  async #stands(then: Principal, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const now = await this.principals.identify(request, reply);
    return now?.sessionId === then.sessionId && JSON.stringify(now.rights) === JSON.stringify(then.rights);
  }

  #count(sessionId: string, end: () => void): void {
    const ends = this.#open.get(sessionId) ?? new Set();
    this.#open.set(sessionId, ends.add(end));
  }

  #uncount(sessionId: string, end: () => void): void {
    const ends = this.#open.get(sessionId);
    ends?.delete(end);
    if (ends?.size === 0) this.#open.delete(sessionId);
  }
}

function hearingOf({ personId, rights: { businessRole, memberships, assigned } }: Principal): Hearing {
  return {
    person: personId,
    accounts: new Set([...memberships.map(({ account }) => account), ...assigned]),
    internal: businessRole !== null,
    isAdmin: businessRole === 'admin',
  };
}

/** A browser that reconnects by itself says in the header what it saw last; a tab that takes over from another, in the address. */
function lastEventId({ headers, query }: FastifyRequest): string | undefined {
  const named = headers['last-event-id'] ?? (query as Record<string, unknown>)['lastEventId'];
  return typeof named === 'string' ? named.slice(0, 100) : undefined;
}
