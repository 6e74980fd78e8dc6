/** Where in a file something was found wrong. */
export interface Place {
  /** From 1. */
  readonly line?: number;
  /** From 0, after decompression. */
  readonly byte?: number;
}

/** A log that cannot be read; the message is one line that says where and why. */
export class BrokenLog extends Error {
  override readonly name = 'BrokenLog';

  constructor(
    readonly reason: string,
    readonly place: Place = {},
  ) {
    super(`${placeText(place)}${reason}`);
  }
}

function placeText({ line, byte }: Place): string {
  if (line !== undefined) return `line ${line}: `;
  return byte === undefined ? '' : `byte ${byte}: `;
}

/** How much of a log is held at a time, in characters; what is longer is refused. */
export const LIMITS = {
  /** One attribute, text, comment or tag. */
  token: 2 ** 20,
  /** All attributes of one case or one event. */
  element: 8 * 2 ** 20,
  /** A name: of a case, an activity, a resource or a lifecycle transition. */
  name: 4096,
  /** Elements inside each other. */
  depth: 100,
} as const;

/** @throws BrokenLog when a name is too long to be one */
export function checkName(name: string | undefined, what: string, line: number): void {
  if (name === undefined || name.length <= LIMITS.name) return;
  throw new BrokenLog(`the ${what} is longer than ${LIMITS.name} characters`, { line });
}
