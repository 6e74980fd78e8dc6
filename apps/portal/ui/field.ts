import { ChangeDetectionStrategy, Component, ElementRef, afterRenderEffect, inject, input, model } from '@angular/core';
import type { FieldProblem } from '#contracts';
import { FieldError } from './field-error';

let count = 0;

/** A labelled field of one line or several, with its hint before and its error after it. `<app-field label="…" [(value)]="name" [wrong]="errors().name" />` */
@Component({
  selector: 'app-field',
  imports: [FieldError],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="field">
      <label [for]="id">{{ label() }}</label>
      @if (hint(); as text) {
        <p class="hint" [id]="id + '-hint'">{{ text }}</p>
      }
      @if (lines() > 1) {
        <textarea
          class="input"
          [id]="id"
          [rows]="lines()"
          [value]="value()"
          [attr.maxlength]="longest()"
          [attr.aria-invalid]="wrong() ? true : null"
          [attr.aria-describedby]="described()"
          (input)="value.set($any($event.target).value)"
        ></textarea>
      } @else {
        <input
          class="input"
          [class.one-code]="type() === 'code'"
          [id]="id"
          [type]="type() === 'code' ? 'text' : type()"
          [value]="value()"
          [attr.inputmode]="type() === 'code' ? 'numeric' : null"
          [attr.autocomplete]="autocomplete()"
          [attr.maxlength]="longest()"
          [attr.aria-invalid]="wrong() ? true : null"
          [attr.aria-describedby]="described()"
          (input)="value.set($any($event.target).value)"
        />
      }
      @if (wrong(); as problem) {
        <app-field-error [textId]="id + '-wrong'" [problem]="problem" />
      }
    </div>
  `,
})
export class Field {
  readonly label = input.required<string>();
  readonly hint = input<string>();
  readonly wrong = input<FieldProblem>();
  readonly type = input<'text' | 'email' | 'search' | 'code'>('text');
  readonly autocomplete = input('off');
  readonly longest = input<number>();
  readonly lines = input(1);
  readonly value = model('');
  protected readonly id = `field-${String((count += 1))}`;

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    // The first field that is wrong is where to go on; its error is read with it.
    afterRenderEffect(() => {
      if (!this.wrong()) return;
      const first = (host.closest('form') ?? host).querySelector<HTMLElement>('[aria-invalid]');
      if (first?.id === this.id) first.focus();
    });
  }

  protected described(): string | null {
    const ids = [this.hint() && `${this.id}-hint`, this.wrong() && `${this.id}-wrong`].filter(Boolean);
    return ids.length > 0 ? ids.join(' ') : null;
  }
}
