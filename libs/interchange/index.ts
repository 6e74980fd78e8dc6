export * from './broken-log.js';
export * from './csv-rows.js';
export * from './log-item.js';
export * from './open-log.js';
export * from './xes-writer.js';
