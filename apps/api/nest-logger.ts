import type { LoggerService } from '@nestjs/common';
import type { Log } from '#platform';

/** Nest tells of its own start in many lines; only what went wrong is worth one. */
export function nestLogger(log: Log): LoggerService {
  return {
    log: () => undefined,
    warn: (message: unknown) => {
      log.warn('framework', { message: String(message) });
    },
    error: (message: unknown) => {
      log.error('framework', {}, message);
    },
  };
}
