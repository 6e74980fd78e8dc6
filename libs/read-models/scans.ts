import type { Lane } from './lane.js';
import { Scan, type ScanContext } from './scan.js';

/** The readings of the log that are under way: one at the log's end for all lanes that are there, others on their way to it. */
export class Scans {
  readonly #running = new Map<Scan, Promise<void>>();
  readonly #context: ScanContext;
  #isStopped = false;

  constructor(context: Omit<ScanContext, 'join' | 'split'>) {
    this.#context = {
      ...context,
      join: (scan) => this.#join(scan),
      split: (lane) => {
        this.begin([lane]);
      },
    };
  }

  /** Begins to read for lanes, all at the same position. */
  begin(lanes: readonly Lane[]): void {
    if (this.#isStopped) return;
    const scan = new Scan(this.#context, lanes);
    const run = scan.run().finally(() => this.#running.delete(scan));
    this.#running.set(scan, run);
  }

  /** There are new events. */
  wake(): void {
    for (const scan of this.#running.keys()) scan.wake();
  }

  /** A reader waits for one of the lanes. */
  hurry(lanes: readonly Lane[]): void {
    for (const scan of this.#running.keys()) if (lanes.some((lane) => scan.lanes.has(lane))) scan.hurry();
  }

  /** Resolves when nobody reads for the lane any more and everything is stored. @throws Error when nobody did */
  async detach(lane: Lane): Promise<void> {
    const scan = [...this.#running.keys()].find(({ lanes }) => lanes.has(lane));
    if (!scan || this.#isStopped) throw new Error(`Nobody here keeps the view ${lane.name} up to date.`);
    await scan.detach(lane);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const scan of this.#running.keys()) scan.stop();
    await Promise.all(this.#running.values());
  }

  #join(scan: Scan): boolean {
    const other = [...this.#running.keys()].find((one) => one !== scan && one.isOpen && one.position === scan.position);
    return other !== undefined && scan.moveTo(other);
  }
}
