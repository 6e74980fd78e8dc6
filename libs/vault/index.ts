export * from './copy-vault.js';
export * from './file-lock.js';
export * from './key-file.js';
export * from './personal-keys.js';
export * from './sealed-text.js';
export * from './sqlite-vault.js';
export * from './vault.js';
