import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runHere } from './testing/cli.harness.js';

const NOBODY = '00000000-0000-4000-8000-00000000000a';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-run-'));
  writeFileSync(join(folder, 'orders.csv'), 'case,activity\n1,decide\n');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function run(words: readonly string[], environment: Record<string, string> = {}) {
  return runHere(words, folder, { PORTICO_DATA: join(folder, 'data'), ...environment });
}

describe('a command that is asked for wrongly, or cannot be done', () => {
  it.each([
    [[], 2, /^portico: name a command; see portico --help$/],
    [['nonsense'], 2, /^portico: unknown command 'nonsense'/],
    [['import'], 2, /^portico: missing required argument 'file'/],
    [['import', 'orders.csv', '--nonsense'], 2, /unknown option '--nonsense'/],
    [['import', 'orders.csv', '--account', 'A', '--account-by', 'b'], 2, /cannot be used with/],
    [['import', 'orders.csv', '--visibility', 'all'], 2, /Allowed choices are client, internal/],
    [['import', 'orders.csv', '--time-zone', 'Mars'], 2, /^portico import: --time-zone: there is no time zone "Mars"/],
    [['import', 'orders.csv', '--time-format', 'q'], 2, /^portico import: --time-format q: /],
    [['import', 'orders.csv', '--account', ' '], 2, /--account is empty/],
    [['import', 'orders.csv', '--source', 'x'.repeat(5000)], 2, /--source: a name has at most 4,096 characters/],
    [['import', 'orders.csv', '--delimiter', '"'], 2, /--delimiter: a quote or the end of a line cannot divide/],
    [['import', 'orders.csv', '--delimiter', '\n'], 2, /--delimiter: a quote or the end of a line cannot divide/],
    [['import', 'orders.csv', '--case', 'order'], 1, /there is no column "order"; the columns are "case", "activity"/],
    [['import', 'nowhere.xes'], 1, /nowhere\.xes does not exist; check the path/],
    [['import', '.'], 1, /this is no file/],
    [['export'], 2, /required option '--format <format>' not specified/],
    [['export', '--format', 'xml'], 2, /Allowed choices are jsonl, csv/],
    [['export', '--format', 'csv', '--account', 'Acme'], 2, /--account Acme is no id/],
    [['export', '--format', 'csv'], 1, /there is no log in .+; start Portico once/],
    [['verify'], 1, /there is no log in /],
    [['verify', '--stream', '9b2d'], 2, /is no stream's name/],
    [['backup', 'b'], 1, /there is no log in /],
    [['restore', 'b'], 2, /required option '--to <folder>' not specified/],
    [['restore', 'b', '--to', 'c'], 1, /b\.secrets does not exist/],
    [['sign-in-link', 'Dana'], 2, /Dana is no mail address/],
    [['sign-in-link', 'dana@acme.example'], 1, /there is no log in /],
  ] as const)('%j ends with %i and one line', async (words, code, line) => {
    const ended = await run(words);
    expect(ended.err.trimEnd()).toMatch(line);
    expect(ended.err.trimEnd()).not.toContain('\n');
    expect(ended).toMatchObject({ code, out: '' });
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it.each([['verify'], ['import', 'orders.csv']])('says that the data folder is none: %s', async (...words) => {
    const file = join(folder, 'orders.csv');
    const ended = await run(words, { PORTICO_DATA: file });
    expect(ended).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining(`${file} is no folder; set PORTICO_DATA`),
    });
  });

  it('says which setting is wrong', async () => {
    expect(await run(['verify'], { PORTICO_PROT: '1' })).toMatchObject({
      code: 1,
      err: 'portico verify: PORTICO_PROT: no such setting; docs/operations.md lists them all.\n',
    });
  });

  it('says so where nobody and nothing is known by an id', async () => {
    await run(['import', 'orders.csv']);
    expect((await run(['export', '--format', 'jsonl', '--account', NOBODY])).err).toMatch(/nothing to export/);
    expect((await run(['verify', '--stream', `project-${NOBODY}`])).err).toMatch(/there is no stream/);
    expect((await run(['sign-in-link', 'dana@acme.example'])).err).toMatch(/nobody is known by dana@acme.example/);
  });
});

describe('a command that is asked for help', () => {
  it('gives it', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('import [options] <file>') });
    expect(await run(['import', '--help'])).toMatchObject({ code: 0, out: expect.stringContaining('--account-by') });
  });
});

describe('results', () => {
  it('are words, or one line of JSON', async () => {
    expect((await run(['templates'])).out).toMatch(/^website-project@1 {2}Website project: \d+ phases, \d+ steps$/m);
    const { out } = await run(['templates', '--json']);
    expect(JSON.parse(out)).toMatchObject({ templates: [{ id: 'website-project', version: 1 }] });
  });

  it('of doctor say what is so, also where nothing is yet', async () => {
    const { code, out } = await run(['doctor']);
    expect(code).toBe(0);
    expect(out).toMatch(/^ok +data +.+is not there yet; npm start makes it$/m);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });
});
