import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accountsEvents } from '#accounts';
import type { AnyEventType, Json } from '#event-sourcing';
import { identityEvents } from '#identity';
import { replayEvents } from '#replay';
import { workflowEvents } from '#workflow';
import { workspaceEvents } from '#workspace';
import { filesBelow } from './source-stamp.ts';

const project = join(import.meta.dirname, '..');

/** A context that publishes events. */
export interface EventContext {
  /** Its folder below `libs/`. */
  readonly name: string;
  readonly streams: string;
  readonly events: readonly AnyEventType[];
}

export const eventContexts: readonly EventContext[] = [
  { name: 'workspace', streams: 'the one `workspace` stream', events: workspaceEvents },
  { name: 'identity', streams: '`person` streams', events: identityEvents },
  { name: 'accounts', streams: '`account` streams', events: accountsEvents },
  { name: 'workflow', streams: '`project` streams', events: workflowEvents },
  { name: 'replay', streams: '`view` streams, one for each view', events: replayEvents },
];

/** Names of a context's goldens, `TYPE@VERSION.json`, sorted. */
export function goldensOf({ name }: EventContext): string[] {
  return filesBelow(project, `libs/${name}/goldens`).map((file) => file.slice(file.lastIndexOf('/') + 1));
}

/** The stored example of one version of an event. */
export function golden({ name }: EventContext, file: string): Json {
  return JSON.parse(readFileSync(join(project, 'libs', name, 'goldens', file), 'utf8')) as Json;
}
