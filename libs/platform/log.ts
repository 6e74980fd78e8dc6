import pino from 'pino';

/** Flat facts of one event in the log; ids and numbers, never personal data or secrets. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The structured log, one line of JSON per event. */
export abstract class Log {
  abstract info(event: string, fields?: LogFields): void;
  abstract warn(event: string, fields?: LogFields): void;
  abstract error(event: string, fields: LogFields, cause: unknown): void;
}

/* Should one of these ever be logged, its value is not. */
const SECRETS = ['email', 'name', 'token', 'code', 'cookie', 'authorization', 'password', 'secret', 'sentence', 'body'];

/**
 * Logs to stderr. On a terminal only what needs attention: nobody who tries the portal out wants a line per request.
 */
export function stderrLog(isTerminal = process.stderr.isTTY): Log {
  const logger = pino(
    {
      level: isTerminal ? 'warn' : 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: SECRETS.filter((key) => key !== 'code'),
    },
    // Written behind the request, which a slow terminal or pipe must not hold up.
    pino.destination({ dest: 2, sync: false }),
  );
  return {
    info: (event, fields = {}) => {
      logger.info(fields, event);
    },
    warn: (event, fields = {}) => {
      logger.warn(fields, event);
    },
    error: (event, fields, cause) => {
      logger.error({ ...fields, err: errorFields(cause) }, event);
    },
  };
}

function errorFields(cause: unknown) {
  return cause instanceof Error
    ? { type: cause.name, message: cause.message, stack: cause.stack }
    : { message: String(cause) };
}
