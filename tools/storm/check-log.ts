import { commandIdOf, type StoredEvent } from '#event-sourcing';
import type { Settled } from './workload.ts';

/** What a log must show of commands that were sent until they were answered: each acknowledged one, once; no refused one. */
export function checkLog(events: readonly StoredEvent[], settled: readonly Settled[], principal: string): string[] {
  const byCommand = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const { commandId } = JSON.parse(event.metadata) as { commandId: string };
    byCommand.set(commandId, [...(byCommand.get(commandId) ?? []), event]);
  }
  return [
    ...doubledEvents(events),
    ...dividedCommands(byCommand),
    ...settled.flatMap((command) => checkCommand(command, byCommand.get(commandIdOfSettled(command, principal)) ?? [])),
  ];
}

/** Operations that always append, so that an acknowledgement without events is a loss. */
const ALWAYS_APPEND = new Set(['openAccount', 'startProject', 'publishNote', 'addInternalNote', 'updateStatus']);

function checkCommand({ operation, key, answer }: Settled, events: readonly StoredEvent[]): string[] {
  if (answer.status >= 400) return events.length === 0 ? [] : [`${operation} ${key} was refused and is in the log`];
  if (events.length === 0)
    return ALWAYS_APPEND.has(operation) ? [`${operation} ${key} was acknowledged and is lost`] : [];
  const { position } = answer.body;
  // Each of them appends an event of a type at most once.
  if (new Set(events.map(({ type }) => type)).size < events.length) return [`${operation} ${key} was done twice`];
  const isThere = events.some((event) => event.position.toString() === position);
  return isThere ? [] : [`${operation} ${key} was acknowledged at ${String(position)}, where something else stands`];
}

function dividedCommands(byCommand: ReadonlyMap<string, readonly StoredEvent[]>): string[] {
  return [...byCommand].flatMap(([commandId, events]) => {
    const streams = new Set(events.map((event) => event.stream));
    return streams.size === 1 ? [] : [`Command ${commandId} stands in the log more than once`];
  });
}

function doubledEvents(events: readonly StoredEvent[]): string[] {
  const ids = new Set(events.map((event) => event.id));
  return ids.size === events.length ? [] : [`${String(events.length - ids.size)} event ids stand in the log twice`];
}

function commandIdOfSettled({ account, operation, target, key }: Settled, principal: string): string {
  return commandIdOf({ principal, account, operation, target, idempotencyKey: key });
}
