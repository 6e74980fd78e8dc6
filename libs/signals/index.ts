export * from './hearing.js';
export * from './in-process-signals.js';
export * from './signals.js';
