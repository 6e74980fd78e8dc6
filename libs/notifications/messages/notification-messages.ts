/** Why a mail did not leave, as far as it decides what to do about it. */
export type Trouble = 'password' | 'unreachable' | 'encryption' | 'address' | 'outdated' | 'file-gone' | 'other';

/** The words about mail that no other context has. Another language is another object of this type. */
export interface NotificationMessages {
  readonly test: (business: string) => { readonly subject: string; readonly text: string; readonly html: string };
  /** What to do about it. */
  readonly advice: Readonly<Record<Trouble, string>>;
  readonly outdated: string;
  readonly fileGone: string;
  readonly noReason: string;
}
