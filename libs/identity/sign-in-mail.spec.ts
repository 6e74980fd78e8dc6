import { describe, expect, it } from '@jest/globals';
import { en } from './messages/en.js';
import { signInMail } from './sign-in-mail.js';

const way = { url: 'https://portal.example.com/sign-in/token', code: '041206' };
const facts = { name: 'Dana', business: 'Ashdown Pell', account: undefined, invitedBy: undefined, until: '10:11 UTC' };

describe('a mail that lets somebody in', () => {
  it('has link and code, says how long they hold and what to do if it was not you', () => {
    const { subject, text, html } = signInMail(en, en.signIn, facts, way);
    expect(subject).toBe('Sign in to Ashdown Pell');
    for (const part of [text, html]) {
      expect(part).toContain(way.url);
      expect(part).toContain('041 206');
      expect(part).toContain('until 10:11 UTC');
      expect(part).toContain('If that was not you, do nothing');
    }
  });

  it('names who invites to what', () => {
    const invited = { ...facts, account: 'Acme', invitedBy: 'Maya Ellis', until: 'Tuesday 1 December' };
    const { subject, text } = signInMail(en, en.invitation, invited, way);
    expect(subject).toBe('Maya Ellis invites you to Ashdown Pell');
    expect(text).toContain('Link and code work once, until Tuesday 1 December.');
  });

  it('shows what people wrote and does nothing that they wrote', () => {
    const wicked = `"><script>alert('1')</script>&`;
    const { html } = signInMail(
      en,
      en.invitation,
      { ...facts, name: wicked, business: wicked, invitedBy: wicked },
      way,
    );
    expect(html).not.toContain('<script');
    expect(html).toContain('&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;');
  });

  it('loads nothing from anywhere', () => {
    const { html } = signInMail(en, en.signIn, facts, way);
    expect(html.match(/\b(src|srcset|background)=|url\(|@import|<link/g)).toBeNull();
    expect(html.match(/https?:\/\/[^"]+/g)).toEqual([way.url]);
  });
});
