export * from './copy-log.js';
export * from './log-pages.js';
export * from './memory-event-store.js';
export * from './sqlite-event-store.js';
export * from './verify-chain.js';
export * from './verify-tables.js';
