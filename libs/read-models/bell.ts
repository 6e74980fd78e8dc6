/** Wakes whoever waits for it; a ring that nobody waited for is heard by the next. */
export class Bell {
  /** When it was first rung of the times that nobody has heard yet. */
  #rungAt: number | undefined;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rungAt ??= performance.now();
    this.#wake?.();
  }

  /** Resolves at the next ring or after so many milliseconds, with how many milliseconds ago it was rung. */
  async heard(milliseconds: number): Promise<number> {
    if (this.#rungAt === undefined) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#wake = undefined;
    }
    const ago = this.#rungAt === undefined ? 0 : performance.now() - this.#rungAt;
    this.#rungAt = undefined;
    return ago;
  }

  /** What was rung for is seen to already. */
  silence(): void {
    this.#rungAt = undefined;
  }
}
