import type { ReportAge } from '#contracts';

const DAY_MS = 86_400_000;
const UP_TO: readonly (readonly [age: ReportAge, days: number])[] = [
  ['week', 7],
  ['month', 30],
  ['quarter', 90],
  ['half-year', 180],
  ['year', 365],
];

/** From young to old. */
export const AGES: readonly ReportAge[] = [...UP_TO.map(([age]) => age), 'older'];

/** @param age milliseconds */
export function ageOf(age: number): ReportAge {
  return UP_TO.find(([, days]) => age <= days * DAY_MS)?.[0] ?? 'older';
}
