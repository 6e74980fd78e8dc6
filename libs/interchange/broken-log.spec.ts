import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { BrokenLog } from './broken-log.js';
import { FieldLifter, XES_KEYS } from './lift-fields.js';
import { LogFile } from './open-log.js';
import { fileOf, readText } from './testing/log-in-file.js';
import { TimeReader } from './time-reader.js';
import { readXes } from './xes-reader.js';

const trace =
  '<trace><string key="concept:name" value="3"/>\n<event><string key="concept:name" value="decide"/></event></trace>';
const whole = `<?xml version="1.0"?>\n<log>\n${trace}\n${trace}\n</log>\n`;

const BROKEN: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
  ['an empty file', '', /^the file is empty$/],
  ['white space', ' \n\n', /^the file is empty$/],
  [
    'an end after a whole trace',
    whole.slice(0, whole.indexOf('</log>')),
    /^line 7: the file ends too early: <log> is not closed$/,
  ],
  ['an end inside a tag', whole.slice(0, -12), /^line \d+: /],
  ['content behind the root', `${whole}<log/>`, /^line 8: this is not well-formed XML: /],
  ['text behind the root', `${whole}more`, /^line 8: this is not well-formed XML: /],
  ['tags that cross', '<log>\n<trace>\n</log></trace>', /^line 3: this is not well-formed XML: unexpected close tag/],
  ['a DTD', '<!DOCTYPE log>\n<log/>', /^line 1: it declares a document type/],
  [
    'a DTD with entities',
    `<!DOCTYPE log [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><log><string key="k" value="&b;"/></log>`,
    /document type/,
  ],
  ['a DTD elsewhere', '<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>', /document type/],
  [
    'an entity',
    '<log>\n<string key="a" value="&nbsp;"/></log>',
    /^line 2: this is not well-formed XML: undefined entity/,
  ],
  ['an entity named like a method', '<log><string key="a" value="&constructor;"/></log>', /undefined entity/],
  [
    'a character that XML has not',
    '<log><string key="a" value="\u0001"/></log>',
    /^line 1: this is not well-formed XML: disallowed character/,
  ],
  ['the same XML attribute twice', '<log><string key="a" key="b"/></log>', /duplicate attribute/],
  ['another root', '<html><body/></html>', /^line 1: this is no XES log: its root is <html>/],
  [
    'another kind of log',
    '<log>\n<object-types/><events><event id="1"/></events></log>',
    /^line 2: no case was found, and <object-types> is no element of XES/,
  ],
  [
    'a time that is none',
    '<log><trace>\n<event><date key="time:timestamp" value="soon"/></event></trace></log>',
    /^line 2: "soon" is not a time/,
  ],
  [
    'a time without a zone',
    '<log><trace>\n<event><date key="time:timestamp" value="2011-01-01T00:00:00"/></event></trace></log>',
    /^line 2: .+--time-zone/,
  ],
  [
    'bytes that are no UTF-8',
    Buffer.concat([Buffer.from('<log>'), Buffer.from([0xc3, 0x28]), Buffer.from('</log>')]),
    /^byte 6: this is not UTF-8 text$/,
  ],
  [
    'UTF-8 cut in a character',
    Buffer.concat([Buffer.from(whole), Buffer.from([0xe2, 0x82])]),
    /^byte \d+: this is not UTF-8 text$/,
  ],
  [
    'an encoding that nobody knows',
    '<?xml version="1.0" encoding="EBCDIC-FOO"?><log/>',
    /^line 1: the encoding "EBCDIC-FOO" is not known/,
  ],
  ['a ZIP archive', 'PK\u0003\u0004rest', /ZIP archive; unpack it/],
  ['a gzip without its checksum', gzipSync(whole).subarray(0, -8), /^byte \d+: the gzip file ends too early/],
  [
    'a gzip without the end of its checksum',
    gzipSync(whole).subarray(0, -1),
    /^byte \d+: the gzip file ends too early/,
  ],
  ['a gzip cut short', gzipSync(whole).subarray(0, 40), /^byte 40: the gzip file ends too early/],
  ['a gzip with another checksum', changed(gzipSync(whole), -7), /^byte \d+: the gzip file is damaged: its checksum/],
  ['a gzip with another length', changed(gzipSync(whole), -2), /^byte \d+: the gzip file is damaged/],
  ['a gzip of nothing', gzipSync(''), /^the file is empty$/],
  [
    'a name without an end',
    `<log><trace><string key="concept:name" value="${'x'.repeat(5000)}"/></trace></log>`,
    /the name of the case is longer than/,
  ],
];

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[copy.length + at] = (copy.at(at) ?? 0) ^ 0xff;
  return copy;
}

describe('a broken log', () => {
  it.each(BROKEN)('%s is refused, with its place and the reason', async (_what, content, message) => {
    const failure: unknown = await readText('log.xes', content).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BrokenLog);
    expect((failure as Error).message).toMatch(message);
    expect((failure as Error).message).not.toContain('\n');
  });

  it('is refused when it is a pipe, without waiting for whoever might write into it', async () => {
    const pipe = join(mkdtempSync(`${tmpdir()}/portico-log-`), 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(LogFile.open(pipe)).rejects.toThrow('this is no file');
  });

  it('is refused when it is a folder', async () => {
    await expect(LogFile.open(mkdtempSync(`${tmpdir()}/portico-log-`))).rejects.toThrow(BrokenLog);
  });

  it('is refused when it changed after it was read first', async () => {
    const path = fileOf('log.xes', whole);
    const log = await LogFile.open(path);
    const readAll = async (): Promise<void> => {
      for await (const _items of log.read({ grouped: true }));
    };
    await readAll();
    await readAll();
    writeFileSync(path, whole.replace('decide', 'DECIDE'));
    await expect(readAll()).rejects.toThrow('changed');
    writeFileSync(path, whole);
    await readAll();
    appendFileSync(path, ' ');
    await expect(readAll()).rejects.toThrow('changed');
    await log.close();
  });
});

describe('a log with something in it that has no end', () => {
  const MB = 2 ** 20;
  const filler = 'x'.repeat(MB);

  it.each([
    ['an attribute', '<log>\n<string key="a" value="'],
    ['a text', '<log>\n'],
    ['white space', '<log>\n', ' '],
    ['a comment', '<log>\n<!--'],
    ['a processing instruction', '<log>\n<?a '],
    ['character data', '<log>\n<![CDATA['],
    ['an element name', '<log>\n<'],
    ['a tag', '<log>\n<string ', ' a'],
    ['an entity', '<log>\n<string key="a" value="&'],
    ['a DTD', '\n<!DOCTYPE log [<!ELEMENT log EMPTY> '],
    ['depth', '<log>\n', '<a>'],
    ['attributes of a case', '<log>\n<trace>', '<string key="a" value="b"/>'],
  ])('%s is refused after a few megabytes', async (_what, start, repeated = 'x') => {
    let given = 0;
    const text = (async function* () {
      yield start;
      for (; given < 300; given += 1) yield repeated === 'x' ? filler : repeated.repeat(MB / repeated.length);
    })();
    const reading = async (): Promise<void> => {
      for await (const _items of readXes(text, new FieldLifter(XES_KEYS, new TimeReader())));
    };
    await expect(reading()).rejects.toThrow(/^line [12]: /);
    expect(given).toBeLessThan(20);
  });
});
