import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ChangedSignal } from '#contracts';
import type { Session } from './session.js';

/** Listens, as an open page does, up to which position views can be read. */
export class ShownPositions {
  readonly #positions: Map<string, bigint>;
  #onMoved: (shown: bigint) => void = () => undefined;

  private constructor(
    views: readonly string[],
    private readonly stop: AbortController,
  ) {
    this.#positions = new Map(views.map((view) => [view, 0n]));
  }

  static async of(session: Session, views: readonly string[]): Promise<ShownPositions> {
    const stop = new AbortController();
    const stream = await session.stream('/signals', stop.signal);
    const shown = new ShownPositions(views, stop);
    // Ends with the portal or by `close`; what was not heard by then is missed by who waits for it.
    shown.#hear(Readable.from(stream)).catch(() => undefined);
    return shown;
  }

  /** Calls back with the position that all of the views have reached, whenever one of them has moved. */
  onMoved(listener: (shown: bigint) => void): void {
    this.#onMoved = listener;
  }

  close(): void {
    this.stop.abort();
  }

  async #hear(stream: Readable): Promise<void> {
    for await (const line of createInterface(stream)) {
      if (!line.startsWith('data: ')) continue;
      const { views = [], position = '0' } = JSON.parse(line.slice(6)) as Partial<ChangedSignal>;
      for (const view of views) this.#move(view, BigInt(position));
    }
  }

  #move(view: string, position: bigint): void {
    const before = this.#positions.get(view);
    if (before === undefined || before >= position) return;
    this.#positions.set(view, position);
    this.#onMoved([...this.#positions.values()].reduce((least, one) => (one < least ? one : least)));
  }
}
