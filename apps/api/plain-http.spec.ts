import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getMe, signOut } from '#contracts';
import { TestPortal, type TestPerson } from './testing/test-portal.harness.js';

describe('a portal in a network that is trusted without encryption', () => {
  let portal: TestPortal;
  let admin: TestPerson;

  beforeAll(async () => {
    portal = await TestPortal.start({ variables: { PORTICO_URL: 'http://portal.lan', PORTICO_ALLOW_HTTP: '1' } });
    admin = await portal.setUp();
  });

  afterAll(async () => {
    await portal.stop();
  });

  it('signs people in with cookies that browsers keep there', async () => {
    const { http } = await portal.signIn(admin.email);
    expect([...http.cookies.keys()]).toEqual(expect.arrayContaining(['portico-access', 'portico-session']));
    expect(await http.ask(getMe)).toMatchObject({ id: admin.id });
    const { headers } = await http.try(signOut);
    for (const cookie of headers['set-cookie'] ?? ['none']) {
      expect(cookie).toMatch(/^portico-.*HttpOnly.*SameSite=Strict/);
      expect(cookie).not.toContain('Secure');
    }
  });

  it('does not ask browsers for encryption', async () => {
    const { headers } = await portal.browser().send('GET', '/');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });
});
