import { Injectable, inject } from '@angular/core';
import type { BuildId } from '#contracts';
import { Dates, dayKey } from '../../data/dates';
import { injectAdminMessages } from '../../messages/messages';

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;
const KB = 1000;

/** How the replay pages name views and builds and say their figures. */
@Injectable()
export class ReplayWords {
  readonly #m = injectAdminMessages();
  readonly #dates = inject(Dates);

  view(name: string): string {
    return this.#m.replay.views[name] ?? name;
  }

  /** `version 4`; with the number of its making where that is not the first. */
  build(id: BuildId): string {
    const { version, number } = partsOf(id);
    return number === 0 ? this.#m.replay.version(version) : this.#m.replay.rebuildOf(version, number);
  }

  /** Two builds as heads of columns: `v3` and `v4`, or their numbers where both are of one version. */
  pair(before: BuildId, after: BuildId): readonly [string, string] {
    const [a, b] = [partsOf(before), partsOf(after)];
    return a.version === b.version
      ? [this.#m.replay.shortRebuildOf(a.version, a.number), this.#m.replay.shortRebuildOf(b.version, b.number)]
      : [this.#m.replay.versionShort(a.version), this.#m.replay.versionShort(b.version)];
  }

  number(value: number): string {
    return this.#dates.number(value);
  }

  /** `99.9` and never 100 before it is; @param value 0 to 100 */
  percent(value: number): string {
    return this.#dates.number(Math.floor(value * 10) / 10);
  }

  /** `nothing`, or how many events and for how long. */
  behind({ events, seconds }: { readonly events: number; readonly seconds: number }): string {
    if (events === 0) return this.#m.replay.nothing;
    return this.#m.replay.behindBy(this.number(events), events === 1, this.duration(seconds));
  }

  /** `31 ms`, `0.4 s`, `12 s`, `5 min`, `3 h`, `6 d`. */
  duration(seconds: number): string {
    const { units } = this.#m.replay;
    if (seconds < 0.1) return units.ms(this.number(Math.round(seconds * 1000)));
    return seconds < 10 ? units.s(this.number(Math.round(seconds * 10) / 10)) : this.#age(seconds);
  }

  /** How long ago an instant is, by the reader's clock. */
  ago(instant: string, now: number): string {
    const seconds = (now - Date.parse(instant)) / 1000;
    return seconds < 1 ? this.#m.replay.justNow : this.#m.replay.ago(this.#age(seconds));
  }

  /** `1.9 MB` */
  bytes(bytes: number): string {
    const { sizes, size } = this.#m.replay;
    const step = bytes < KB ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log10(bytes) / 3));
    const value = bytes / KB ** step;
    return size(this.number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value)), sizes[step] ?? '');
  }

  /** `19 Nov, 0.4 s`, or `never`. */
  rebuilt(rebuilt: { readonly at: string; readonly seconds: number } | null): string {
    if (rebuilt === null) return this.#m.replay.never;
    return this.#m.replay.rebuiltAt(this.#dates.date(dayKey(new Date(rebuilt.at))), this.duration(rebuilt.seconds));
  }

  /** `09:41:07` of today, else with its day. */
  exactTime(instant: string): string {
    if (dayKey(new Date(instant)) !== dayKey(new Date())) return this.#dates.record(instant);
    return new Intl.DateTimeFormat(this.#m.language, { timeStyle: 'medium', hour12: false }).format(new Date(instant));
  }

  /** `24 Nov 2026, 09:41` */
  record(instant: string): string {
    return this.#dates.record(instant);
  }

  /** `09:41` of today, else with its day. */
  time(instant: string): string {
    return dayKey(new Date(instant)) === dayKey(new Date()) ? this.#dates.time(instant) : this.#dates.record(instant);
  }

  #age(seconds: number): string {
    const { units } = this.#m.replay;
    const whole = (unit: number): string => this.number(Math.floor(seconds / unit));
    if (seconds < MINUTE_S) return units.s(whole(1));
    if (seconds < HOUR_S) return units.min(whole(MINUTE_S));
    return seconds < DAY_S ? units.h(whole(HOUR_S)) : units.d(whole(DAY_S));
  }
}

function partsOf(id: BuildId): { version: number; number: number } {
  const [version = 0, number = 0] = id.split('-').map(Number);
  return { version, number };
}
