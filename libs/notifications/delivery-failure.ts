import { en } from './messages/en.js';
import type { Trouble } from './messages/notification-messages.js';

/** Why a mail did not leave. */
export interface DeliveryFailure {
  readonly trouble: Trouble;
  /** What the mail server said. */
  readonly reason: string;
  /** Whether trying again by itself may help. */
  readonly isPassing: boolean;
  /** Whether it concerns the mail server itself, so that no other mail would fare better now. */
  readonly isServers: boolean;
}

interface MailError {
  readonly code: string;
  readonly responseCode: number;
  readonly message: string;
}

const LONGEST_REASON = 500;
const BY_CODE: Readonly<Record<string, Trouble>> = {
  EAUTH: 'password',
  ENOAUTH: 'password',
  ECONNECTION: 'unreachable',
  EDNS: 'unreachable',
  ESOCKET: 'unreachable',
  ETIMEDOUT: 'unreachable',
  ETLS: 'encryption',
  EREQUIRETLS: 'encryption',
  ENOENT: 'file-gone',
};
const ENCRYPTION = /certificate|self.signed|wrong version number|\bssl\b|\btls\b/i;

/** Reads what nodemailer reports. Replies of 5xx are final for the address or the mail; all else may pass. */
export function deliveryFailureOf(error: unknown): DeliveryFailure {
  const { code = '', responseCode = 0, message = '' } = error as Partial<MailError>;
  const trouble = troubleOf({ code, responseCode, message });
  const isServers = ['password', 'unreachable', 'encryption'].includes(trouble);
  const isFinal = trouble === 'file-gone' || (!isServers && responseCode >= 500);
  const reason = trouble === 'file-gone' ? en.fileGone : message.slice(0, LONGEST_REASON);
  return { trouble, reason: reason === '' ? en.noReason : reason, isPassing: !isFinal, isServers };
}

function troubleOf({ code, responseCode, message }: MailError): Trouble {
  if (code === 'EENVELOPE') return responseCode >= 500 ? 'address' : 'other';
  const trouble = BY_CODE[code] ?? 'other';
  return trouble === 'unreachable' && ENCRYPTION.test(message) ? 'encryption' : trouble;
}
