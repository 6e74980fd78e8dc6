import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { LucideCalendar } from '@lucide/angular';
import type { FieldProblem } from '#contracts';
import { Dates } from '../data/dates';
import { FieldError } from './field-error';

let count = 0;

/**
 * A labelled day. It is the browser's own field, which hands, keyboards, screen readers and phones know, and is written as
 * all days are while nobody is in it: `24 Nov 2026`. `<app-day-field label="…" [(value)]="startsOn" />`
 */
@Component({
  selector: 'app-day-field',
  imports: [FieldError, LucideCalendar],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="field">
      <label [for]="id">{{ label() }}</label>
      <span class="date">
        <input
          class="input"
          type="date"
          [class.written]="written() !== ''"
          [id]="id"
          [max]="latest()"
          [value]="value()"
          [attr.aria-invalid]="wrong() ? true : null"
          [attr.aria-describedby]="wrong() ? id + '-wrong' : null"
          (change)="write($any($event.target).value)"
        />
        <span class="day nums" aria-hidden="true">{{ written() }}</span>
        <svg lucideCalendar class="icon small" aria-hidden="true"></svg>
      </span>
      @if (wrong(); as problem) {
        <app-field-error [textId]="id + '-wrong'" [problem]="problem" />
      }
    </div>
  `,
  styleUrl: './day-field.css',
})
export class DayField {
  readonly label = input.required<string>();
  readonly wrong = input<FieldProblem>();
  /** The last day that can be chosen, `YYYY-MM-DD`. */
  readonly latest = input('');
  /** `YYYY-MM-DD`; empty while no whole day is written. */
  readonly value = model('');
  readonly #dates = inject(Dates);
  protected readonly id = `day-${String((count += 1))}`;
  protected readonly written = computed(() => (this.value() === '' ? '' : this.#dates.wholeDay(this.value())));

  /** Browsers tell of a day for each digit of its year; `0202-11-24` is on its way to a whole one. */
  protected write(day: string): void {
    if (!day.startsWith('0')) this.value.set(day);
  }
}
