import { Injectable, inject } from '@angular/core';
import { Dates } from '../../data/dates';
import { injectReportMessages } from '../../messages/messages';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something took, as people say it: `29 min`, `17 h`, `4.5 d`, `41 d`. */
@Injectable()
export class Lengths {
  readonly #m = injectReportMessages();
  readonly #dates = inject(Dates);

  /** @param length milliseconds */
  text(length: number): string {
    const { units } = this.#m.reports;
    if (length < HOUR) return units.min(this.#dates.number(Math.round(length / MINUTE)));
    if (length < DAY) return units.h(this.#dates.number(Math.round(length / HOUR)));
    return units.d(this.days(length));
  }

  /** In days, to the tenth where there are few. */
  days(length: number): string {
    const days = length / DAY;
    return this.#dates.number(days < 10 ? Math.round(days * 10) / 10 : Math.round(days));
  }
}
