import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PORTICO, commandIdOf, commandPrintOf } from './ids.js';
import { uuidv5 } from './uuidv5.js';

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const URL = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';

describe('name-based ids', () => {
  it.each([
    // RFC 9562, appendix A.4, and Python's uuid.uuid5.
    [DNS, 'www.example.com', '2ed6657d-e927-568b-95e1-2665a8aea6a2'],
    [DNS, 'python.org', '886313e1-3b8a-5372-9b90-0c9aee199e5d'],
    [URL, 'https://example.com/ü€𝄞', '51517c36-6d93-5fd8-b707-0bbb23c356af'],
    [DNS, '', '4ebd0208-8328-5d69-8c44-ec50939c0967'],
  ])('are what others make: %s %s', (namespace, name, id) => {
    expect(uuidv5(namespace, name)).toBe(id);
  });

  it('are not mixed up with a namespace that was refused', () => {
    const id = uuidv5(DNS, 'python.org');
    expect(() => uuidv5(`${URL}0`, 'python.org')).toThrow(TypeError);
    expect(uuidv5(DNS, 'python.org')).toBe(id);
  });

  it('take long names', () => {
    expect(uuidv5(DNS, 'x'.repeat(5_000))).toBe('cfc11b34-06f5-5404-bc50-2a211317a864');
  });
});

describe('a namespace', () => {
  it('may be written in capitals', () => {
    expect(uuidv5(DNS.toUpperCase(), 'python.org')).toBe('886313e1-3b8a-5372-9b90-0c9aee199e5d');
  });

  it.each([
    '',
    'dana',
    `${DNS}0`,
    `0${DNS}`,
    DNS.slice(1),
    DNS.replace('6', 'g'),
    DNS.replace('-', '0'),
    DNS.replace('b', 'é'),
  ])('is a UUID, not %j', (namespace) => {
    expect(() => uuidv5(namespace, 'name')).toThrow(TypeError);
  });
});

describe('what makes two requests the same command', () => {
  const key = { principal: 'p', account: 'a', operation: 'completeTask', target: 't', idempotencyKey: 'k' };

  it('is all of it', () => {
    const ids = [
      key,
      ...(Object.keys(key) as (keyof typeof key)[]).map((part) => ({ ...key, [part]: 'other' })),
      { ...key, account: '', operation: 'acompleteTask' },
    ].map(commandIdOf);
    expect(new Set(ids).size).toBe(7);
    expect(commandIdOf({ ...key })).toBe(ids[0]);
    expect(ids[0]).toBe(uuidv5(PORTICO, '["p","a","completeTask","t","k"]'));
  });

  it('has a print that depends on the key and on what the body says, not on how', () => {
    const secret = Buffer.alloc(32, 1);
    expect(commandPrintOf(secret, { a: 1, b: 'é' })).toBe(commandPrintOf(secret, { b: '\u00e9', a: 1 }));
    expect(commandPrintOf(secret, { a: 1 })).not.toBe(commandPrintOf(secret, { a: 2 }));
    expect(commandPrintOf(secret, { a: 1 })).not.toBe(commandPrintOf(Buffer.alloc(32, 2), { a: 1 }));
    expect(commandPrintOf(secret, {})).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has the print that any HMAC-SHA256 makes', () => {
    const keys = fc.uint8Array({ maxLength: 64 });
    fc.assert(
      fc.property(keys, fc.string({ unit: 'grapheme' }), (secret, text) => {
        const body = JSON.stringify(text);
        expect(commandPrintOf(secret, text)).toBe(createHmac('sha256', secret).update(body).digest('hex'));
      }),
    );
    expect(() => commandPrintOf(Buffer.alloc(65), {})).toThrow(TypeError);
    const secret = Buffer.alloc(32, 7);
    const long = 'é'.repeat(5_000);
    const print = createHmac('sha256', secret).update(JSON.stringify(long)).digest('hex');
    expect([commandPrintOf(secret, long), commandPrintOf(secret, 'short'), commandPrintOf(secret, long)]).toEqual([
      print,
      createHmac('sha256', secret).update('"short"').digest('hex'),
      print,
    ]);
  });
});
