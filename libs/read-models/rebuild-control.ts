const STATE = 0;
const PAUSED = 1;
const HELD_BACK = 2;
const STOPPED = 4;

/** Of the time that it is held back, a rebuild works a fifth. */
const REST_PER_WORK = 4;
const LONGEST_REST_MS = 50;

/** Memory that a rebuild's thread and whoever started it share, so that what is wished takes effect within a page. */
export class RebuildControl {
  readonly #state: Int32Array<SharedArrayBuffer>;

  constructor(readonly memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.#state = new Int32Array(memory);
  }

  pause(yes: boolean): void {
    this.#set(PAUSED, yes);
  }

  holdBack(yes: boolean): void {
    this.#set(HELD_BACK, yes);
  }

  stop(): void {
    this.#set(STOPPED, true);
  }

  get isPaused(): boolean {
    return this.#has(PAUSED);
  }

  get isHeldBack(): boolean {
    return this.#has(HELD_BACK);
  }

  get isStopped(): boolean {
    return this.#has(STOPPED);
  }

  /** Blocks the thread while it is paused. */
  waitWhilePaused(): void {
    for (let state = this.#read(); (state & PAUSED) !== 0 && (state & STOPPED) === 0; state = this.#read()) {
      Atomics.wait(this.#state, STATE, state);
    }
  }

  /** Blocks the thread for a while that fits what it has worked, if it is held back; it goes on as soon as it may. */
  rest(workedMs: number): void {
    const state = this.#read();
    if ((state & HELD_BACK) === 0 || (state & STOPPED) !== 0) return;
    Atomics.wait(this.#state, STATE, state, Math.min(workedMs * REST_PER_WORK, LONGEST_REST_MS));
  }

  #read(): number {
    return Atomics.load(this.#state, STATE);
  }

  #has(flag: number): boolean {
    return (this.#read() & flag) !== 0;
  }

  #set(flag: number, yes: boolean): void {
    if (yes) Atomics.or(this.#state, STATE, flag);
    else Atomics.and(this.#state, STATE, ~flag);
    Atomics.notify(this.#state, STATE);
  }
}
