/** Whoever ends sessions announces it here, so that what is open on them (streams of signals) closes at once. */
export class SessionEndings {
  readonly #listeners = new Map<string, Set<() => void>>();

  announce(sessionIds: readonly string[]): void {
    for (const id of sessionIds) {
      for (const listener of this.#listeners.get(id) ?? []) listener();
    }
  }

  /** Calls back when the session ends. Returns how to stop listening. */
  onEnded(sessionId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(sessionId) ?? new Set();
    this.#listeners.set(sessionId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(sessionId) === listeners) this.#listeners.delete(sessionId);
    };
  }
}
