import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does work and answers no sooner than after so many milliseconds, whether it succeeds or fails: where the work fits in,
 * how long it took says nothing about what it found.
 */
export async function answeringAfter<Answer>(milliseconds: number, work: () => Promise<Answer>): Promise<Answer> {
  const patience = sleep(milliseconds);
  try {
    return await work();
  } finally {
    await patience;
  }
}
