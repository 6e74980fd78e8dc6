import * as z from 'zod/mini';
import { Position } from './values.js';

/** One message of `GET /api/signals` (server-sent events, event `changed`): a view changed at a position; re-read it. */
export const ChangedSignal = z.strictObject({
  /** Names of the views that changed. */
  views: z.array(z.string()),
  /** The account that changed, null for people and the workspace. */
  account: z.nullable(z.string()),
  position: Position,
});
export type ChangedSignal = z.infer<typeof ChangedSignal>;

/** The first message of the stream, event `ready`: what was read up to this position or further has missed nothing. */
export const ReadySignal = z.strictObject({ position: Position });
export type ReadySignal = z.infer<typeof ReadySignal>;
