import { randomUUID } from 'node:crypto';
import { EventCatalog, Sealer, type AnyEventType, type NewEvent, type StreamName } from '#event-sourcing';
import { events } from '#program';
import type { TestPortal } from './test-portal.harness.js';

/** An event that was never decided. */
export interface Poison {
  readonly stream: StreamName;
  readonly event: NewEvent;
  /** Another one than the stream's. */
  readonly account: string;
  /** The type of another program, or a later version of one of ours. */
  readonly type?: AnyEventType;
}

/** Appends an event as no command would, by whatever its type says. Resolves with its id. */
export async function poison({ portal }: TestPortal, { stream, event, account, type }: Poison): Promise<string> {
  const { store, personal } = portal.stores.transactions;
  const types = [...events.filter((one) => one.type !== type?.type), ...(type ? [type] : [])];
  const last = await store.readLast(stream);
  if (!last) throw new Error(`There is no stream ${stream}.`);
  const id = randomUUID();
  const { events: poisoned } = new Sealer(new EventCatalog(types), personal).seal(last, [event], {
    ...{ commandId: id, commandPrint: '0', correlationId: id, causationId: id, actor: 'somebody', account },
    at: new Date().toISOString(),
  });
  const [sealed] = poisoned;
  if (!sealed) throw new Error('Nothing was sealed.');
  await store.append(stream, last.revision, [sealed]);
  return sealed.id;
}
