/** Why a mail did not leave, and what a person can do about it. */
export interface DeliveryFailure {
  readonly reason: string;
  readonly advice: string;
  /** Whether trying again by itself may help. */
  readonly isPassing: boolean;
}

interface MailError {
  readonly code?: string;
  readonly responseCode?: number;
  readonly message?: string;
}

const UNREACHABLE = 'The mail server cannot be reached. Check host and port in PORTICO_MAIL_URL, and that this machine may connect to it.';
const ADVICE: Readonly<Record<string, string>> = {
  EAUTH: 'The mail server refuses the user name or password. Correct them in PORTICO_MAIL_URL and start Portico again.',
  ECONNECTION: UNREACHABLE,
  EDNS: UNREACHABLE,
  ESOCKET: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  ETLS: 'No encrypted connection came about. Use smtps: for port 465 and smtp: for port 587, and check the server’s certificate.',
};
const REFUSED = 'The mail server refuses this address. Check it with its owner, correct it and invite them again.';
const OTHER = 'The mail server did not take the mail. Read its answer above; the administrator of the mail server can say more.';

/** Reads what nodemailer reports. Replies of 5xx are final for the address or the mail; all else may pass. */
export function deliveryFailureOf(error: unknown): DeliveryFailure {
  const { code = '', responseCode = 0, message = 'No reason was given.' } = error as MailError;
  const isRefusal = responseCode >= 500 && code !== 'EAUTH';
  const advice = code === 'EENVELOPE' && isRefusal ? REFUSED : (ADVICE[code] ?? OTHER);
  return { reason: message.slice(0, 500), advice, isPassing: !isRefusal };
}
