/** A stretch of local time with one offset. */
interface Stretch {
  /** Milliseconds since 1970 as if the local time were UTC; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
  readonly offset: string;
}

/** Tells the offset of local times in one time zone. */
export class ZoneOffsets {
  #last: Stretch = { from: 0, to: 0, offset: '' };

  /** @throws RangeError when there is no such zone; `Europe/Berlin`, `UTC` and `+02:00` are some */
  constructor(private readonly zone: string) {
    try {
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    } catch {
      throw new RangeError(`there is no time zone "${zone}"`);
    }
  }

  /**
   * The offset (`+02:00`) of a local time without one, `YYYY-MM-DDTHH:mm:ss.sss`. Of a time that the clocks passed twice
   * it is the first's; of one that they jumped over, that before the jump. Offsets of ancient times are cut to minutes.
   */
  offsetAt(local: string): string {
    const at = Date.parse(`${local}Z`);
    if (at < this.#last.from || at >= this.#last.to) this.#last = this.#stretch(local, at);
    return this.#last.offset;
  }

  #stretch(local: string, at: number): Stretch {
    const plain = Temporal.PlainDateTime.from(local);
    const earlier = plain.toZonedDateTime(this.zone, { disambiguation: 'earlier' });
    const later = plain.toZonedDateTime(this.zone, { disambiguation: 'later' });
    // In a jump "later" is the reading with the offset before it.
    const isJump = !earlier.toPlainDateTime().equals(plain);
    const offset = (isJump ? later.subtract({ hours: 24 }) : earlier).offset.slice(0, 6);
    if (earlier.offset !== later.offset) return { from: at, to: at + 1, offset };
    const [from, to] = [earlier.getTimeZoneTransition('previous'), earlier.getTimeZoneTransition('next')];
    // A day's distance is wider than any change of offset.
    return {
      from: from ? from.epochMilliseconds + 2 * DAY : at,
      to: to ? to.epochMilliseconds - 2 * DAY : at + DAY,
      offset,
    };
  }
}

const DAY = 86_400_000;
