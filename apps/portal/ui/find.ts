import { ChangeDetectionStrategy, Component, DestroyRef, inject, input, model } from '@angular/core';

/** A pause in typing after which the list follows. */
const PAUSE_MS = 200;

/** Narrows a list to what is called so, while it is being typed. `<app-find [label]="…" [(value)]="name" />` */
@Component({
  selector: 'app-find',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <input
      class="input"
      type="search"
      maxlength="100"
      autocomplete="off"
      [attr.aria-label]="label()"
      [placeholder]="label()"
      [value]="value()"
      (input)="typed($any($event.target).value)"
    />
  `,
  styles: `
    :host {
      display: block;
      inline-size: min(100%, 20rem);
      margin-block: 1rem;
    }
  `,
})
export class Find {
  readonly label = input.required<string>();
  /** Trimmed. */
  readonly value = model('');
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.#pause);
    });
  }

  protected typed(text: string): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.value.set(text.trim());
    }, PAUSE_MS);
  }
}
