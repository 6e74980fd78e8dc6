import { signal } from '@angular/core';
import type { FieldProblem } from '#contracts';
import { ApiError } from './api';
import { newKey } from './new-key';

/**
 * One act of a person, from the press of its button to its end. It has one idempotency key until it succeeds or what it
 * says changes, so that pressing again after a lost answer does nothing twice.
 */
export class Act<Input> {
  readonly isRunning = signal(false);
  readonly error = signal<ApiError | undefined>(undefined);
  #key = newKey();
  #said = '';

  constructor(private readonly run: (input: Input, key: string) => Promise<void>) {}

  /** Whether it succeeded. Pressing while it runs does nothing. */
  async go(input: Input): Promise<boolean> {
    if (this.isRunning()) return false;
    const said = JSON.stringify(input);
    if (said !== this.#said) this.#key = newKey();
    this.#said = said;
    this.isRunning.set(true);
    this.error.set(undefined);
    try {
      await this.run(input, this.#key);
      this.#key = newKey();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error.set(error);
      return false;
    } finally {
      this.isRunning.set(false);
    }
  }

  /** What is wrong with a field of the body, if it is. */
  wrong(field: string): FieldProblem | undefined {
    return this.error()?.errors.find(({ path }) => path === field || path === `body.${field}`);
  }
}
