import { Injectable, signal } from '@angular/core';

export interface ToastContent {
  readonly text: string;
  /** The one act that it offers, such as undo. */
  readonly act?: { readonly label: string; readonly run: () => void };
}

/** How long something can be undone. */
export const UNDO_MS = 5_000;

/** Says in passing what was done, for the five seconds in which it can be undone. Not for errors, which stand where they were made. */
@Injectable({ providedIn: 'root' })
export class Toast {
  readonly #content = signal<ToastContent | undefined>(undefined);
  readonly content = this.#content.asReadonly();
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(content: ToastContent): void {
    this.#content.set(content);
    this.resume();
  }

  /** Stays while somebody is at it. */
  hold(): void {
    clearTimeout(this.#timer);
  }

  resume(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.close();
    }, UNDO_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#content.set(undefined);
  }
}
