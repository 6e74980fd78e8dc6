import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work that gives the event loop its turn every few milliseconds. */
export class Slice {
  #end: number;
  #count = 0;

  constructor(private readonly milliseconds = 5) {
    this.#end = performance.now() + milliseconds;
  }

  /** Whether {@link pause} is due; cheap enough to be asked for each event. */
  get isOver(): boolean {
    this.#count += 1;
    return this.#count % 8 === 0 && performance.now() > this.#end;
  }

  async pause(): Promise<void> {
    await nextTurn();
    this.#end = performance.now() + this.milliseconds;
  }
}
