import { Injectable, inject } from '@angular/core';
import { MESSAGES } from '../messages/messages';

const DAY_MS = 86_400_000;
const NEAR_DAYS = 300;
const WEEK = 7;
const WHOLE_DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;

/** Dates and times as people say them, in the reader's language and time zone. */
@Injectable({ providedIn: 'root' })
export class Dates {
  readonly #m = inject(MESSAGES);
  readonly #formats = new Map<string, Intl.DateTimeFormat>();

  /** `Thu 26 Nov`; with its year when it is far. @param day `YYYY-MM-DD` */
  day(day: string): string {
    return this.#short(new Date(`${day}T12:00:00Z`), 'UTC');
  }

  /** `26 Nov`, where weekdays would only crowd. @param day `YYYY-MM-DD` */
  date(day: string): string {
    return this.#text(new Date(`${day}T12:00:00Z`), { day: 'numeric', month: 'short', timeZone: 'UTC' });
  }

  /** `24 Nov 2026`, as fields show it. @param day `YYYY-MM-DD` */
  wholeDay(day: string): string {
    return this.#text(new Date(`${day}T12:00:00Z`), { ...WHOLE_DAY, timeZone: 'UTC' });
  }

  /** `Thu 26 Nov` of an instant. */
  instantDay(instant: string): string {
    return this.#short(new Date(instant));
  }

  /** `Tuesday 24 November`, with the year when it is another one. */
  longDay(instant: string | Date): string {
    const date = new Date(instant);
    const year = date.getFullYear() === new Date().getFullYear() ? {} : ({ year: 'numeric' } as const);
    return this.#text(date, { weekday: 'long', day: 'numeric', month: 'long', ...year });
  }

  /** `09:12` of today, `Mon` within a week, else `20 Nov` or the year: how long ago, at a glance. */
  recent(instant: string): string {
    const date = new Date(instant);
    const days = daysBetween(dayKey(date), dayKey(new Date()));
    if (days === 0) return this.time(instant);
    if (days > 0 && days < WEEK) return this.#text(date, { weekday: 'short' });
    const isThisYear = date.getFullYear() === new Date().getFullYear();
    return this.#text(date, isThisYear ? { day: 'numeric', month: 'short' } : { year: 'numeric' });
  }

  /** `today`, `on Thursday` within a week, else `on Thu 10 Dec`, to end a sentence. @param day `YYYY-MM-DD` */
  on(day: string): string {
    const days = daysBetween(dayKey(new Date()), day);
    if (days === 0) return this.#m.dates.onToday;
    const isSoon = days > 0 && days < WEEK;
    return this.#m.dates.on(
      isSoon ? this.#text(new Date(`${day}T12:00:00Z`), { weekday: 'long', timeZone: 'UTC' }) : this.day(day),
    );
  }

  /** A heading over what happened on a day. */
  dayHeading(instant: string): string {
    const today = dayKey(new Date());
    const key = dayKey(new Date(instant));
    if (key === today) return this.#m.dates.today(this.longDay(instant));
    if (key === dayKey(new Date(Date.now() - DAY_MS))) return this.#m.dates.yesterday(this.longDay(instant));
    return this.longDay(instant);
  }

  /** `09:41` */
  time(instant: string): string {
    return this.#text(new Date(instant), { hour: '2-digit', minute: '2-digit' });
  }

  /** `24 Nov 2026, 09:41` */
  record(instant: string): string {
    const date = new Date(instant);
    return `${this.#text(date, WHOLE_DAY)}, ${this.time(instant)}`;
  }

  /** With seconds and zone, for receipts. */
  exact(instant: string): string {
    return this.#text(new Date(instant), {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
    });
  }

  /** `May 2024` of `2024-05`. */
  month(month: string, style: 'long' | 'short' = 'long'): string {
    return this.#text(
      new Date(`${month}-15T12:00:00Z`),
      style === 'long' ? { month: 'long', year: 'numeric' } : { month: 'short' },
    );
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.#m.language).format(value);
  }

  #short(date: Date, timeZone?: string): string {
    const isNear = Math.abs(date.getTime() - Date.now()) < NEAR_DAYS * DAY_MS;
    return isNear
      ? this.#text(date, { weekday: 'short', day: 'numeric', month: 'short', ...(timeZone && { timeZone }) })
      : this.#text(date, { day: 'numeric', month: 'short', year: 'numeric', ...(timeZone && { timeZone }) });
  }

  #text(date: Date, options: Intl.DateTimeFormatOptions): string {
    const key = JSON.stringify(options);
    const format = this.#formats.get(key) ?? new Intl.DateTimeFormat(this.#m.language, { hour12: false, ...options });
    this.#formats.set(key, format);
    // The mock-ups' style has no commas between weekday and day.
    return format.format(date).replace(/^(\p{L}+), /u, '$1 ');
  }
}

/** The reader's own calendar day of a date, `YYYY-MM-DD`. */
export function dayKey(date: Date): string {
  const month = String(date.getMonth() + 1).padStart(2, '0');
  return `${String(date.getFullYear())}-${month}-${String(date.getDate()).padStart(2, '0')}`;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
