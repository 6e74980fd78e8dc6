import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { EventStore } from '#event-sourcing';
import type { Log, LogAudit } from '#platform';
import type { ProjectionRunner } from '#read-models';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** They ask `process._getActiveHandles()` and its like, in which Node aborts when a thread is ending at that moment. */
const DANGEROUS = ['handles', 'requests'].flatMap((what) => [`nodejs_active_${what}`, `nodejs_active_${what}_total`]);

/** What Prometheus reads: how long requests take, and how far views are behind the log. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Histogram({
    name: 'portico_http_request_duration_seconds',
    help: 'Time from a request to its answer, by operation and status.',
    labelNames: ['operation', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly #appends = new Histogram({
    name: 'portico_append_duration_seconds',
    help: 'Time until events are on disk, the wait for their batch included.',
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly #events = new Counter({
    name: 'portico_events_appended_total',
    help: 'Events that this process has appended to the log.',
    registers: [this.registry],
  });

  constructor(runner: Pick<ProjectionRunner, 'lags'>) {
    collectDefaultMetrics({ register: this.registry });
    for (const name of DANGEROUS) this.registry.removeSingleMetric(name);
    this.#lag('portico_view_lag_events', 'Events of the log that a view does not show yet.', () =>
      runner.lags().map(({ view, events }) => [view, events]),
    );
    this.#lag('portico_view_lag_seconds', 'How long a view has not been at the end of the log.', () =>
      runner.lags().map(({ view, seconds }) => [view, seconds]),
    );
  }

  answered(operation: string, status: number, seconds: number): void {
    this.#requests.observe({ operation, status: String(status) }, seconds);
  }

  /** Measures from now on how long the store takes to append. */
  watchAppends(store: EventStore): void {
    const append = store.append.bind(store);
    store.append = async (stream, expectedRevision, events) => {
      const stop = this.#appends.startTimer();
      const positions = await append(stream, expectedRevision, events);
      stop();
      this.#events.inc(events.length);
      return positions;
    };
  }

  /** Reads from now on how far the log is covered by signed anchors, and whether it is what it was. */
  watchAudit(audit: LogAudit): void {
    const gauge = (name: string, help: string, read: () => Promise<number>) =>
      new Gauge({
        name,
        help,
        registers: [this.registry],
        async collect() {
          this.set(await read());
        },
      });
    gauge('portico_log_events_not_anchored', 'Events of the log that no signed anchor covers yet.', async () => {
      const { eventsToGo } = await audit.state();
      return eventsToGo;
    });
    gauge('portico_log_disagrees', '1 when the log is not what its signed anchors say that it was.', async () => {
      const { disagreement } = await audit.state();
      return disagreement === undefined ? 0 : 1;
    });
  }

  #lag(name: string, help: string, read: () => [view: string, value: number][]): void {
    new Gauge({
      name,
      help,
      labelNames: ['view'],
      registers: [this.registry],
      collect() {
        for (const [view, value] of read()) this.set({ view }, value);
      },
    });
  }
}

/** Measures and logs each request when its answer has left; by its route, since addresses may hold what no log should keep. */
export function measured(server: FastifyInstance, metrics: Metrics, log: Log): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { id, operation, principal } = request.portico;
    metrics.answered(operation ?? 'other', reply.statusCode, reply.elapsedTime / 1000);
    log.info('request', {
      request: id,
      method: request.method,
      route: routeOf(request),
      operation,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      person: principal?.personId,
    });
    done();
  });
}

function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? 'none';
}
