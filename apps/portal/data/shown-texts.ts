/* Characters that turn the direction of all that follows them, or show nothing. Names from imported logs may hold them. */
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;
const HAS_HIDDEN = /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\\u(00[01]|202|206)/iu;
/** Texts as they are stored, over which prints are made. */
const STORED = new Set(['data', 'metadata']);

/** An answer of the server, fit to be shown: a mark stands for each character that would make other text look like what it is not. */
export function shownTexts(json: string): unknown {
  if (!HAS_HIDDEN.test(json)) return JSON.parse(json);
  return JSON.parse(json, (key, value: unknown) =>
    typeof value === 'string' && !STORED.has(key) ? value.replaceAll(HIDDEN, '\ufffd') : value,
  );
}
