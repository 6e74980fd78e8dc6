import type { MailFacts, SignInMailMessages } from './sign-in-mail.js';

const invitedTo = ({ account, business }: MailFacts) =>
  account === undefined ? `the portal of ${business}` : `${account} at ${business}`;

export const en: SignInMailMessages = {
  language: 'en-GB',
  signIn: {
    subject: ({ business }) => `Sign in to ${business}`,
    preview: ({ until }) => `Your link and code work once, until ${until}.`,
    heading: ({ business }) => `Sign in to ${business}`,
    greeting: ({ name }) =>
      `Hello ${name}, here is your way in. The link opens a page; you are signed in when you press the button there.`,
    button: 'Sign in',
    code: 'Button blocked? Type this code on the sign-in page',
    until: ({ until }) => `Link and code work once, until ${until}`,
    reason: () =>
      'You get this because somebody asked to sign in with your address. If that was not you, do nothing: nobody gets in without this mail.',
  },
  invitation: {
    subject: ({ invitedBy, business }) => `${invitedBy ?? business} invites you to ${business}`,
    preview: (facts) => `Your place at ${invitedTo(facts)} is ready.`,
    heading: (facts) => `You are invited to ${invitedTo(facts)}`,
    greeting: ({ name, business }) =>
      `Hello ${name}, ${business} keeps one place where you see how your work stands and what comes next. No password to make up: this link lets you in.`,
    button: 'Open the portal',
    code: 'Button blocked? Type this code on the sign-in page',
    until: ({ until }) => `Link and code work once, until ${until}. After that, ask for a new one on the sign-in page`,
    reason: ({ invitedBy, business }) =>
      `You get this because ${invitedBy ?? business} entered your address. If you expect nothing from ${business}, do nothing.`,
  },
};
