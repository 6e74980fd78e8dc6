import { eventStoreBehaviour } from './event-store.behaviour.js';
import { MemoryEventStore } from './memory-event-store.js';

eventStoreBehaviour('MemoryEventStore', () =>
  Promise.resolve({ store: new MemoryEventStore(), tidy: () => Promise.resolve() }),
);
