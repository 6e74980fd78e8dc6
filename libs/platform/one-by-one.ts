/** Lets those who decide about the same thing do so one after the other, where no stream of events is common to them. */
export class OneByOne {
  readonly #last = new Map<string, Promise<void>>();

  /** Does work as soon as all that was begun before for the same key has ended, well or not. */
  async run<Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> {
    const answer = (this.#last.get(key) ?? Promise.resolve()).then(work);
    const end = answer.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(key, end);
    try {
      return await answer;
    } finally {
      if (this.#last.get(key) === end) this.#last.delete(key);
    }
  }
}
