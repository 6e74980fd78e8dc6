import { BrokenLog } from '#interchange';
import { ImportRefused } from '#history';
import { ConfigError, DataFolderError } from '#platform';

/** A command that failed; the message is one line that says what to do. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
}

/** A command that was asked for wrongly. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

const SAYS_ENOUGH = [CommandFailed, WrongUse, BrokenLog, ImportRefused, ConfigError, DataFolderError];

/** What went wrong, in one line. */
export function failureLine(error: unknown): string {
  if (SAYS_ENOUGH.some((type) => error instanceof type)) return oneLine((error as Error).message);
  const { code, path, message, errcode = 0 } = error as NodeJS.ErrnoException & { errcode?: number };
  const reason = REASONS[code ?? ''];
  if (reason !== undefined) return `${path ?? 'the file'} ${reason}`;
  return SQLITE_REASONS[errcode & PRIMARY] ?? oneLine(message);
}

/** The part of SQLite's error codes that says what kind of error it is. */
const PRIMARY = 0xff;
const DAMAGED = 'a database in the data folder is damaged; run portico doctor, and restore a backup';
const SQLITE_REASONS: Readonly<Record<number, string>> = {
  1: 'the log holds nothing that Portico wrote; start Portico once where it is new, else restore a backup',
  8: 'the data folder cannot be written; change its permissions, or run this as another user',
  11: DAMAGED,
  13: 'the disk is full; make room and run this again',
  14: 'a database in the data folder cannot be opened; check its permissions and those of its folder',
  26: DAMAGED,
};
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist; check the path',
  EACCES: 'may not be opened by this user; change its permissions, or run this as another user',
  EISDIR: 'is a folder; name a file',
  ENOTDIR: 'lies below something that is no folder; check the path',
  EEXIST: 'exists already; name another one',
  ENOSPC: 'does not fit: the disk is full; make room and run this again',
  EROFS: 'lies on a disk that cannot be written; name another place',
};

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ').trim();
}
