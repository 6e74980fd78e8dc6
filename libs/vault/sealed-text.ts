/**
 * How an encrypted personal field looks in an event and in a view. The first character is a Unicode noncharacter, set
 * aside for a program's own use, so no keyboard writes it; the number is the format's version.
 */
const SEALED = '\uFDD0sealed1:';
/** Stands before a text that was never sealed and yet starts like a sealed one. */
const PLAIN = '\uFDD0plain:';

/** A sealed text, taken apart. */
export interface SealedText {
  /** Person id whose key opens it. */
  readonly subject: string;
  readonly eventId: string;
  readonly path: string;
  /** Nonce, ciphertext and authentication tag. */
  readonly payload: Buffer;
}

export function formatSealed({ subject, eventId, path, payload }: SealedText): string {
  const place = [subject, eventId, path].map(encodeURIComponent).join(':');
  return `${SEALED}${place}:${payload.toString('base64url')}`;
}

/** `undefined` for a text that was never sealed. */
export function parseSealed(text: string): SealedText | undefined {
  if (!text.startsWith(SEALED)) return undefined;
  const parts = text.slice(SEALED.length).split(':');
  const [subject, eventId, path, payload] = parts;
  if (parts.length !== 4 || !subject || !eventId || path === undefined || payload === undefined) return undefined;
  try {
    return {
      subject: decodeURIComponent(subject),
      eventId: decodeURIComponent(eventId),
      path: decodeURIComponent(path),
      payload: Buffer.from(payload, 'base64url'),
    };
  } catch {
    return undefined;
  }
}

/** A text that is stored unsealed where sealed ones are opened too: opening gives it back whatever it starts with. */
export function escapePlain(text: string): string {
  return text.startsWith(SEALED) || text.startsWith(PLAIN) ? PLAIN + text : text;
}

export function unescapePlain(text: string): string {
  return text.startsWith(PLAIN) ? text.slice(PLAIN.length) : text;
}
