import type { ServerResponse } from 'node:http';
import type { ChangedSignal, ReadySignal } from '#contracts';
import type { Signal } from '#signals';

/** How many bytes may wait for a browser that does not read; it is then cut off, and comes back when it does. */
const MOST_WAITING = 1_048_576;
const RETRY_MS = 1_000;

/** Server-sent events to one browser. */
export class SignalStream {
  constructor(private readonly response: ServerResponse) {}

  /** Says where the stream begins, so that whoever comes back can name it, and from where on it tells everything. */
  ready(id: string, position: bigint): void {
    this.#send(`retry: ${String(RETRY_MS)}\n`, 'ready', id, { position: String(position) } satisfies ReadySignal);
  }

  changed({ id, view, account, position }: Signal): void {
    const signal: ChangedSignal = { views: [view], account, position };
    this.#send('', 'changed', id, signal);
  }

  /** What was missed cannot be told: everything must be read again. */
  reset(id: string): void {
    this.#send('', 'reset', id, {});
  }

  /** Keeps proxies from closing a quiet connection. */
  heartbeat(): void {
    this.#write(': still here\n\n');
  }

  end(): void {
    this.response.end();
  }

  #send(prefix: string, event: string, id: string, data: object): void {
    this.#write(`${prefix}event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #write(text: string): void {
    if (this.response.writableEnded || this.response.destroyed) return;
    if (this.response.writableLength > MOST_WAITING) this.response.destroy();
    else this.response.write(text);
  }
}
