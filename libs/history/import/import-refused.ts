/** A log that is whole and cannot be imported as it is; the message is one line that says what to do. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
}
