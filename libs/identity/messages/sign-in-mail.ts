/** The words of the mails that let people in. Another language is another object of this type. */
export interface SignInMailMessages {
  /** BCP 47 */
  readonly language: string;
  readonly signIn: MailWords;
  readonly invitation: MailWords;
}

export interface MailFacts {
  readonly name: string;
  readonly business: string;
  /** The client's account that an invitation is for. */
  readonly account: string | undefined;
  readonly invitedBy: string | undefined;
  /** Until when it works, in words. */
  readonly until: string;
}

export interface MailWords {
  readonly subject: (facts: MailFacts) => string;
  readonly preview: (facts: MailFacts) => string;
  readonly heading: (facts: MailFacts) => string;
  readonly greeting: (facts: MailFacts) => string;
  readonly button: string;
  readonly code: string;
  readonly until: (facts: MailFacts) => string;
  readonly reason: (facts: MailFacts) => string;
}
