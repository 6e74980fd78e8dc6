import * as z from 'zod/mini';
import { BadCursor } from '#read-models';

/** Where a list of a figure's events goes on: behind so many of a project, which stands by `last` and its id. */
export interface ReportPlace {
  readonly last: number;
  readonly project: string;
  readonly told: number;
}

const Place = z.tuple([z.number(), z.string(), z.int()]);

export function cursorOf({ last, project, told }: ReportPlace): string {
  return Buffer.from(JSON.stringify([last, project, told])).toString('base64url');
}

/** @throws BadCursor */
export function placeOf(cursor: string): ReportPlace {
  const [last, project, told] = read(cursor);
  return { last, project, told };
}

function read(cursor: string): z.infer<typeof Place> {
  try {
    return z.parse(Place, JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch {
    throw new BadCursor();
  }
}
