/** The words of mails that belong to no other context. Another language is another object of this type. */
export interface NotificationMessages {
  readonly test: (business: string) => { readonly subject: string; readonly text: string; readonly html: string };
}

export const en: NotificationMessages = {
  test: (business) => ({
    subject: `Test mail from ${business}`,
    text: 'This mail came through. Sign-in mails and invitations will, too.\n',
    html: '<p>This mail came through. Sign-in mails and invitations will, too.</p>',
  }),
};
