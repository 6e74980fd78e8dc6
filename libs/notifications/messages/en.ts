import type { NotificationMessages } from './notification-messages.js';

const CAME_THROUGH = 'This mail came through. Sign-in mails and invitations will, too.';

export const en: NotificationMessages = {
  test: (business) => ({
    subject: business === '' ? 'Test mail' : `Test mail from ${business}`,
    text: `${CAME_THROUGH}\n`,
    html: `<!doctype html><html lang="en-GB"><title>Test mail</title><p>${CAME_THROUGH}</p></html>\n`,
  }),
  advice: {
    password:
      'The mail server refuses the user name or password. Correct them in PORTICO_MAIL_URL and start Portico again.',
    unreachable:
      'The mail server cannot be reached. Check host and port in PORTICO_MAIL_URL, and that this machine may connect to it.',
    encryption:
      'No encrypted connection came about. Use smtps: for port 465 and smtp: for port 587, and check the server’s certificate.',
    address: 'The mail server refuses this address. Check it with its owner, and invite the right one.',
    outdated: 'Its link has expired. They can ask for a new mail on the sign-in page, or you invite them again.',
    'file-gone': 'Its file in the mail folder was deleted. Invite them again, or let them ask for a sign-in mail.',
    other: 'Read what the mail server said; whoever runs it can say more. Then try again.',
  },
  outdated: 'It could not be sent while its link was good.',
  fileGone: 'The file of this mail is gone.',
  noReason: 'The mail server gave no reason.',
};
