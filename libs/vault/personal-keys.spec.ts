import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keyFile } from './key-file.js';
import { PersonalKeys } from './personal-keys.js';
import { escapePlain, formatSealed, parseSealed } from './sealed-text.js';
import { SqliteVault } from './sqlite-vault.js';

const DANA = '0f8fad5b-d9cb-469f-a165-70867728950e';
const MAYA = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const EVENT = '6fa459ea-ee8a-5ca4-894e-db77e160355e';
const PREFIX = '\uFDD0sealed1:';

describe('personal keys', () => {
  let folder: string;
  let vault: SqliteVault;
  let keys: PersonalKeys;
  const open = (path = join(folder, 'vault.db'), key = join(folder, 'keys', 'personal')): PersonalKeys => {
    vault = new SqliteVault(path);
    return new PersonalKeys(vault, keyFile(key), { maxAgeMs: 50 });
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portico-keys-'));
    keys = open();
  });
  afterEach(async () => {
    await vault.close();
    rmSync(folder, { recursive: true });
  });

  it('open what was sealed, whatever the text', async () => {
    await keys.prepare([DANA, MAYA]);
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => PREFIX + text),
      fc.constantFrom('', PREFIX, '\u0000'),
    );
    await fc.assert(
      fc.asyncProperty(
        anyText,
        fc.constantFrom(DANA, MAYA),
        fc.string({ unit: 'binary' }),
        async (text, subject, path) => {
          const sealed = keys.seal(subject, EVENT, path, text);
          expect(await keys.open([sealed])).toEqual([text]);
        },
      ),
    );
  });

  it('give back what was never sealed, also when it looks sealed and was escaped', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((text) => `${PREFIX}${text}`),
      fc.string().map((text) => `\uFDD0plain:${text}`),
    );
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        expect(await keys.open([escapePlain(text)])).toEqual([text]);
      }),
    );
    expect(await keys.open(['Dana Okafor', '', `${PREFIX}no:sealed:text`])).toEqual([
      'Dana Okafor',
      '',
      `${PREFIX}no:sealed:text`,
    ]);
  });

  it('seal the same text differently each time, and show nothing of it', async () => {
    await keys.prepare([DANA]);
    expect(keys.seal(DANA, EVENT, 'name', 'Dana Okafor')).not.toMatch(/Dana|Okafor|RGFuY/);
    expect(keys.seal(DANA, EVENT, 'name', 'Dana')).not.toBe(keys.seal(DANA, EVENT, 'name', 'Dana'));
  });

  it('open a sealed text nowhere but in its own event, path and person', async () => {
    await keys.prepare([DANA, MAYA]);
    const sealed = parseSealed(keys.seal(DANA, EVENT, 'name', 'Dana'));
    if (!sealed) throw new Error('It was not sealed.');
    const moved = [
      { subject: MAYA },
      { eventId: MAYA },
      { path: 'mail' },
      { payload: sealed.payload.subarray(1) },
      { payload: Buffer.alloc(0) },
    ];
    expect(await keys.open(moved.map((change) => formatSealed({ ...sealed, ...change })))).toEqual(
      moved.map(() => undefined),
    );
    expect(await keys.open([formatSealed(sealed)])).toEqual(['Dana']);
  });

  it('hold after a restart', async () => {
    await keys.prepare([DANA]);
    const sealed = keys.seal(DANA, EVENT, 'name', 'Dana');
    await vault.close();
    expect(await open().open([sealed])).toEqual(['Dana']);
  });

  it('are committed before anything is sealed with them', async () => {
    expect(() => keys.seal(DANA, EVENT, 'name', 'Dana')).toThrow('Nothing is prepared');
    await keys.prepare([DANA, DANA]);
    const other = new SqliteVault(join(folder, 'vault.db'));
    expect(await other.records('personalKeys').get(DANA)).toBeDefined();
    await other.close();
  });

  it('are the same for processes that prepare at the same moment', async () => {
    const otherVault = new SqliteVault(join(folder, 'vault.db'));
    const other = new PersonalKeys(otherVault, keyFile(join(folder, 'keys', 'personal')));
    await Promise.all([keys.prepare([DANA]), other.prepare([DANA])]);
    expect(await other.open([keys.seal(DANA, EVENT, 'name', 'Dana')])).toEqual(['Dana']);
    expect(await keys.open([other.seal(DANA, EVENT, 'name', 'Dana')])).toEqual(['Dana']);
    await otherVault.close();
  });

  it('open nothing of an erased person, and never make a new key for one', async () => {
    await keys.prepare([DANA, MAYA]);
    const sealed = [keys.seal(DANA, EVENT, 'name', 'Dana'), keys.seal(MAYA, EVENT, 'name', 'Maya')];
    await keys.erase(DANA);
    await keys.erase(DANA);
    expect(await keys.open(sealed)).toEqual([undefined, 'Maya']);
    await keys.prepare([DANA]);
    const later = keys.seal(DANA, EVENT, 'name', 'Dana again');
    expect(await keys.open([later])).toEqual([undefined]);
    expect([await keys.isErased(DANA), await keys.isErased(MAYA)]).toEqual([true, false]);
    await vault.close();
    keys = open();
    await keys.prepare([DANA]);
    expect(await keys.open([...sealed, later])).toEqual([undefined, 'Maya', undefined]);
  });

  it('erase a person who never had a key', async () => {
    await keys.erase(DANA);
    await keys.prepare([DANA]);
    expect(await keys.open([keys.seal(DANA, EVENT, 'name', 'Dana')])).toEqual([undefined]);
  });

  it('see what another process has erased', async () => {
    await keys.prepare([DANA]);
    const sealed = keys.seal(DANA, EVENT, 'name', 'Dana');
    const otherVault = new SqliteVault(join(folder, 'vault.db'));
    await new PersonalKeys(otherVault, keyFile(join(folder, 'keys', 'personal'))).erase(DANA);
    await otherVault.close();
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(await keys.open([sealed])).toEqual([undefined]);
    await keys.prepare([DANA]);
    expect(await keys.open([keys.seal(DANA, EVENT, 'name', 'Dana')])).toEqual([undefined]);
  });

  it('are worth nothing without the key-encryption key', async () => {
    await keys.prepare([DANA]);
    const sealed = keys.seal(DANA, EVENT, 'name', 'Dana');
    await vault.close();
    await expect(open(undefined, join(folder, 'keys', 'another')).open([sealed])).rejects.toThrow(
      'do not belong together',
    );
  });
});

describe('a key file', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'portico-key-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is made once, for its owner only', () => {
    const path = join(folder, 'keys', 'personal');
    const key = keyFile(path);
    expect(key).toHaveLength(32);
    expect(keyFile(path)).toEqual(key);
    expect(readFileSync(path)).toEqual(key);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is refused when it holds no key', () => {
    const path = join(folder, 'personal');
    writeFileSync(path, 'short');
    expect(() => keyFile(path)).toThrow('is no key');
  });
});
