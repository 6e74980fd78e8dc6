import * as z from 'zod/mini';
import { command, query } from './operation.js';
import { CommandAnswer, Instant, Uuid, page, pageQuery } from './values.js';

export const MailView = z.strictObject({
  id: Uuid,
  /** What it is about: `sign-in`, `invitation`, `test`. */
  kind: z.string(),
  to: z.nullable(z.string()),
  /** `kept`: no mail server is set, it lies in the folder. */
  state: z.enum(['kept', 'waiting', 'sent', 'failed']),
  tries: z.number(),
  at: Instant,
  nextTryAt: z.nullable(Instant),
  /** What the mail server said. */
  reason: z.nullable(z.string()),
  /** What to do about it. */
  advice: z.nullable(z.string()),
});
export type MailView = z.infer<typeof MailView>;

export const MailStatus = z.strictObject({
  /** Whether a mail server is configured; without one mails are only kept as files in the data folder. */
  smtp: z.boolean(),
  server: z.nullable(z.string()),
  folder: z.string(),
  waiting: z.number(),
  failed: z.number(),
});
export type MailStatus = z.infer<typeof MailStatus>;

export const getMailStatus = query('getMailStatus', '/mail', 'How mail leaves', { answer: MailStatus });
export const listMails = query('listMails', '/mails', 'Mails, newest first', {
  answer: page(MailView),
  query: z.strictObject({ ...pageQuery, state: z.optional(z.enum(['kept', 'waiting', 'sent', 'failed'])) }),
});
export const retryMail = command('retryMail', '/mails/:mailId/retry', 'Try a mail again now', {
  answer: CommandAnswer,
  params: z.strictObject({ mailId: Uuid }),
});
export const sendTestMail = command('sendTestMail', '/mail/test', 'Send a test mail to myself', {
  answer: CommandAnswer,
});
