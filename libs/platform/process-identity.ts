import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** One run of one process; a later process with the same number differs in `startedAt`. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** The kernel's start time where it tells one (Linux), else empty. */
  readonly startedAt: string;
}

export function thisProcess(): ProcessIdentity {
  return { pid: process.pid, host: hostname(), startedAt: startedAt(process.pid) ?? '' };
}

export function isOfThisHost({ host }: ProcessIdentity): boolean {
  return host === hostname();
}

/** Whether the process is known to be gone. A process on another host (another container) is never known to be. */
export function isGone(identity: ProcessIdentity): boolean {
  const { pid, startedAt: then } = identity;
  if (!isOfThisHost(identity)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
  const now = startedAt(pid);
  return now !== undefined && now !== then;
}

/** `undefined` where the platform does not tell; empty for a dead process that nobody has waited for yet. */
export function startedAt(pid: number): string | undefined {
  try {
    // The name in parentheses may hold spaces: fields are counted after it.
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .replace(/^.*\) /su, '')
      .split(' ');
    return fields[0] === 'Z' ? '' : fields[19];
  } catch {
    return undefined;
  }
}
