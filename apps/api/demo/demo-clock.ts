const DAY = 86_400_000;

/** Tells when something happened in a story that ends now and in which people work from Monday to Friday. */
export class DemoClock {
  constructor(private readonly now: Date) {}

  /** The day so many working days ago; 0 is today, or the Friday before a weekend. `YYYY-MM-DD` */
  day(workdaysAgo: number): string {
    let time = this.now.getTime();
    for (let left = workdaysAgo; left > 0 || isWeekend(time); time -= DAY) if (!isWeekend(time)) left -= 1;
    return new Date(time).toISOString().slice(0, 10);
  }

  /** An instant on that day, with seconds that look like life; never later than now. */
  at(workdaysAgo: number, time: string): string {
    const [hours = 0, minutes = 0] = time.split(':').map(Number);
    const seconds = (hours * 7 + minutes * 13) % 60;
    const milliseconds = (hours * 131 + minutes * 97) % 1000;
    const instant = Date.parse(`${this.day(workdaysAgo)}T${time}:00.000Z`) + seconds * 1000 + milliseconds;
    return new Date(Math.min(instant, this.now.getTime())).toISOString();
  }
}

function isWeekend(time: number): boolean {
  const weekday = new Date(time).getUTCDay();
  return weekday === 0 || weekday === 6;
}
