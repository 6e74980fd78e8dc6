import { describe, expect, it } from '@jest/globals';
import { senderAddress } from './sender-address.js';

describe('what mails come from', () => {
  it.each([
    [undefined, 'no-reply@portal.example.com'],
    ['smtp://mail.example.com', 'no-reply@portal.example.com'],
    ['smtp://relay:secret@mail.example.com:587', 'no-reply@portal.example.com'],
    ['smtps://portal%40example.org:secret@mail.example.org', 'portal@example.org'],
    ['smtp://relay:secret@mail.example.com?from=hello@example.com', 'hello@example.com'],
  ])('is with %s the address %s', (mailUrl, address) => {
    expect(senderAddress(mailUrl, 'https://portal.example.com')).toBe(address);
  });
});
