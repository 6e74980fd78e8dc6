/**
 * Personal fields, encrypted with one key per person (AES-256-GCM), so that destroying a key erases the person while
 * the log and its hashes stand. A sealed text carries its event and path, which are its associated data, and can
 * therefore be copied into a view and opened there.
 */
export interface PersonalData {
  /** Makes sure that each subject has a key, durably, before an event is encrypted with it. An erased subject never gets a new one. */
  prepare(subjects: readonly string[]): Promise<void>;
  /** Seals a text for a prepared subject; for an erased one the text is gone at once. */
  seal(subject: string, eventId: string, path: string, text: string): string;
  /** Opens sealed texts in order; `undefined` where the person was erased. A text that was never sealed comes back as it is. */
  open(sealed: readonly string[]): Promise<(string | undefined)[]>;
}
