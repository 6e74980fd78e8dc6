import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config.js';

const read = (variables: Record<string, string> = {}) => readConfig(variables, '/srv/portico');

function refusal(variables: Record<string, string>): string {
  try {
    read(variables);
  } catch (error) {
    return error instanceof Error ? error.message : 'not an error';
  }
  return 'was not refused';
}

describe('configuration', () => {
  it('needs nothing', () => {
    expect(read()).toEqual({
      host: '127.0.0.1',
      port: 3000,
      url: 'http://localhost:3000',
      data: '/srv/portico/data',
      secrets: '/srv/portico/data/keys',
      trustedProxies: 0,
      mailUrl: undefined,
      cookies: { session: '__Host-portico-session', access: '__Host-portico-access', secure: true },
    });
  });

  it('takes what is set, with paths from where the program was called', () => {
    const variables = { PORTICO_URL: 'https://portal.example.com/', PORTICO_DATA: 'here', PORTICO_SECRETS: '../keys' };
    expect(read({ ...variables, PORTICO_PORT: '8080' })).toMatchObject({
      port: 8080,
      url: 'https://portal.example.com',
      data: '/srv/portico/here',
      secrets: '/srv/keys',
    });
  });

  it('leaves what belongs to the tests and to others alone', () => {
    expect(read({ PORTICO_TEST_CHROMIUM: 'x', PATH: '/bin' }).port).toBe(3000);
  });

  it.each([
    [{ PORTICO_PROT: '1' }, 'PORTICO_PROT: no such setting'],
    [{ PORTICO_PORT: '65536' }, 'PORTICO_PORT: must be a whole number from 1 to 65535'],
    [{ PORTICO_PORT: '0' }, 'PORTICO_PORT: must be a whole number'],
    [{ PORTICO_PORT: '3e3' }, 'PORTICO_PORT: must be a whole number'],
    [{ PORTICO_PORT: '' }, 'PORTICO_PORT: must be a whole number'],
    [{ PORTICO_URL: 'portal.example.com' }, 'PORTICO_URL: must be an address such as'],
    [{ PORTICO_URL: 'https://portal.example.com/portal' }, 'without a path'],
    [{ PORTICO_URL: 'https://user@portal.example.com' }, 'PORTICO_URL: must be an address'],
    [{ PORTICO_URL: 'http://portal.example.com' }, 'PORTICO_ALLOW_HTTP=1'],
    [{ PORTICO_LOG_URL: 'esdb://localhost:2113' }, 'cannot use esdb: yet'],
    [{ PORTICO_VIEWS_URL: 'mongodb://localhost' }, 'cannot use mongodb: yet'],
    [{ PORTICO_MAIL_URL: 'mail.example.com' }, 'PORTICO_MAIL_URL: must be an smtp:'],
    [{ PORTICO_MAIL_URL_FILE: '/nowhere/mail' }, 'PORTICO_MAIL_URL_FILE: /nowhere/mail cannot be read (ENOENT)'],
    [{ PORTICO_TRUSTED_PROXIES: '-1' }, 'PORTICO_TRUSTED_PROXIES: must be a whole number'],
  ])('refuses %j in one line', (variables, reason) => {
    const line = refusal(variables);
    expect(line).toContain(reason);
    expect(line).not.toContain('\n');
  });

  it('reads a setting from the file that its twin names', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'portico-config-')), 'mail');
    writeFileSync(file, 'smtp://user:secret@mail.example.com\n');
    expect(read({ PORTICO_MAIL_URL_FILE: file }).mailUrl).toBe('smtp://user:secret@mail.example.com');
    expect(refusal({ PORTICO_MAIL_URL_FILE: file, PORTICO_MAIL_URL: 'smtp://other' })).toContain('are both set');
  });

  it('never says a secret in a refusal', () => {
    expect(refusal({ PORTICO_LOG_URL: 'esdb://admin:s3cret@localhost' })).not.toContain('s3cret');
  });

  it.each(['http://127.0.0.1:4000', 'http://[::1]:4000', 'http://portico.localhost:4000'])(
    'takes %s without encryption, since it is this machine',
    (url) => {
      expect(read({ PORTICO_URL: url }).cookies.secure).toBe(true);
    },
  );

  it('names cookies without Secure where a network without encryption is allowed', () => {
    expect(read({ PORTICO_URL: 'http://portal.lan', PORTICO_ALLOW_HTTP: '1' }).cookies).toEqual({
      session: 'portico-session',
      access: 'portico-access',
      secure: false,
    });
  });
});
