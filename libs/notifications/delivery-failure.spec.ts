import { describe, expect, it } from '@jest/globals';
import { deliveryFailureOf } from './delivery-failure.js';

const failure = (code: string, message: string, responseCode?: number) =>
  Object.assign(new Error(message), { code, ...(responseCode !== undefined && { responseCode }) });

/** What of a failure decides what happens next. */
const SERVERS = { isPassing: true, isServers: true };
const FOR_NOW = { isPassing: true, isServers: false };
const FOR_GOOD = { isPassing: false, isServers: false };

describe('a mail that did not leave', () => {
  it.each([
    [failure('EAUTH', 'Invalid login: 535 5.7.8 Bad credentials', 535), { trouble: 'password', ...SERVERS }],
    [failure('ESOCKET', 'connect ECONNREFUSED 127.0.0.1:25'), { trouble: 'unreachable', ...SERVERS }],
    [failure('EDNS', 'getaddrinfo ENOTFOUND mail.example.com'), { trouble: 'unreachable', ...SERVERS }],
    [failure('ETIMEDOUT', 'Greeting never received'), { trouble: 'unreachable', ...SERVERS }],
    [failure('ECONNECTION', 'Connection closed'), { trouble: 'unreachable', ...SERVERS }],
    [failure('ESOCKET', 'self-signed certificate'), { trouble: 'encryption', ...SERVERS }],
    [failure('ESOCKET', 'SSL routines: wrong version number'), { trouble: 'encryption', ...SERVERS }],
    [failure('ETLS', 'Upgrading connection failed'), { trouble: 'encryption', ...SERVERS }],
    [failure('EENVELOPE', 'Recipient failed: 550 No such user', 550), { trouble: 'address', ...FOR_GOOD }],
    [failure('EENVELOPE', 'Recipient failed: 450 Greylisted', 450), { trouble: 'other', ...FOR_NOW }],
    [failure('EMESSAGE', 'Message failed: 451 Try later', 451), { trouble: 'other', ...FOR_NOW }],
    [failure('EMESSAGE', 'Message failed: 552 Too large', 552), { trouble: 'other', ...FOR_GOOD }],
  ])('with %s is read for what to do about it', (error, expected) => {
    expect(deliveryFailureOf(error)).toEqual({ ...expected, reason: error.message });
  });

  it('since its file is gone stays where it is', () => {
    const error = failure('ENOENT', "ENOENT: no such file or directory, open '/data/mail/x.eml'");
    const expected = { trouble: 'file-gone', reason: 'The file of this mail is gone.', isPassing: false };
    expect(deliveryFailureOf(error)).toEqual({ ...expected, isServers: false });
  });

  it('for no reason that anybody gave says so', () => {
    expect(deliveryFailureOf({})).toMatchObject({ trouble: 'other', reason: 'The mail server gave no reason.' });
  });
});
