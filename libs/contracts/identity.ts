import * as z from 'zod/mini';
import { command, query } from './operation.js';
import {
  BusinessRole,
  ClientRole,
  CommandAnswer,
  Email,
  Instant,
  Uuid,
  draft,
  line,
  page,
  pageQuery,
} from './values.js';

const Token = z.string().check(z.regex(/^[A-Za-z0-9_-]{20,200}$/, { error: 'not-a-whole-link' }));
const Empty = z.strictObject({});

/** Whether the portal still waits for its first admin, and whose portal it is; says nothing else to strangers. */
export const getSetup = query('getSetup', '/setup', 'Whether set-up is still open', {
  answer: z.strictObject({ open: z.boolean(), business: z.nullable(z.string()) }),
});

/** What was written into the set-up so far, finished or not. */
export const SetupAnswers = z.strictObject({ name: draft(100), email: draft(254), business: draft(100) });
export type SetupAnswers = z.infer<typeof SetupAnswers>;

/** Consumes the set-up link: it works once, and ties set-up to this browser by a cookie. Answers what was saved before. */
export const openSetup = command('openSetup', '/setup/open', 'Open set-up with its one-time link', {
  answer: SetupAnswers,
  body: z.strictObject({ token: Token }),
});

/** Keeps what was written so far, so that set-up goes on there after a closed tab. Written to the Vault only, until set-up is done. */
export const saveSetup = command('saveSetup', '/setup/answers', 'Keep what set-up was told so far', {
  answer: Empty,
  body: SetupAnswers,
});

/** Makes the business and its first admin, and signs the admin in. */
export const completeSetup = command('completeSetup', '/setup', 'Name the business and its first admin', {
  answer: CommandAnswer,
  body: z.strictObject({ name: line(100), email: Email, business: line(100) }),
});

/**
 * Asks for a mail with link and code. The answer is the same for every address. `attempt` is a secret of the asking
 * browser: wrong codes that come without it are counted apart, so that strangers cannot use up its tries.
 */
export const beginSignIn = command('beginSignIn', '/sign-in', 'Ask for a sign-in mail', {
  answer: Empty,
  body: z.strictObject({ email: Email, attempt: z.optional(Token) }),
});

export const SignInLink = z.strictObject({
  /** Enough for its owner to know it, `d…@acme.example`. */
  email: z.string(),
  /** What the link was made for. An invitation also names who invited and to what. */
  purpose: z.enum(['sign-in', 'invitation']),
  business: z.string(),
  account: z.nullable(z.string()),
  expiresAt: Instant,
});
export type SignInLink = z.infer<typeof SignInLink>;

/** What a link is for. Reading consumes nothing. The token travels in the body, so that no log keeps it. */
export const readSignInLink = command('readSignInLink', '/sign-in/link', 'Look at a sign-in or invitation link', {
  answer: SignInLink,
  body: z.strictObject({ token: Token }),
});

export const SignedIn = z.strictObject({ personId: Uuid });

/** Consumes a link (token) or a code (email and code), single use, and opens a session. */
export const completeSignIn = command('completeSignIn', '/sign-in/complete', 'Sign in by link or by code', {
  answer: SignedIn,
  body: z.union([
    z.strictObject({ token: Token }),
    z.strictObject({
      email: Email,
      code: z.string().check(z.trim(), z.regex(/^\d{6}$/, { error: 'not-six-digits' })),
      attempt: z.optional(Token),
    }),
  ]),
});

export const signOut = command('signOut', '/sign-out', 'End this session', { answer: Empty });

export const SessionView = z.strictObject({
  id: Uuid,
  /** By their own names, such as `Chrome` and `Linux`; null where the browser does not tell. */
  browser: z.nullable(z.string()),
  system: z.nullable(z.string()),
  startedAt: Instant,
  lastSeenAt: Instant,
  current: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;
export const listSessions = query('listSessions', '/sessions', 'My sessions', {
  answer: page(SessionView),
  query: z.strictObject(pageQuery),
});
export const endSession = command('endSession', '/sessions/:sessionId/end', 'End one of my sessions at once', {
  answer: Empty,
  params: z.strictObject({ sessionId: Uuid }),
});
export const endOtherSessions = command('endOtherSessions', '/sessions/end-others', 'End all my other sessions', {
  answer: Empty,
});

export const Membership = z.strictObject({ account: Uuid, name: z.string(), role: ClientRole });
export const MeView = z.strictObject({
  id: Uuid,
  name: z.string(),
  email: z.string(),
  business: z.string(),
  /** Null for clients. */
  businessRole: z.nullable(BusinessRole),
  memberships: z.array(Membership),
});
export type MeView = z.infer<typeof MeView>;
export const getMe = query('getMe', '/me', 'Who I am and where I belong', { answer: MeView });

/** Staff and admins of the business. */
export const ColleagueView = z.strictObject({
  id: Uuid,
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  role: BusinessRole,
  joined: z.boolean(),
  invitedAt: Instant,
  /** Ids of the accounts that they are assigned to. */
  accounts: z.array(Uuid),
});
export type ColleagueView = z.infer<typeof ColleagueView>;
const Person = z.strictObject({ personId: Uuid });
export const listColleagues = query('listColleagues', '/colleagues', 'Staff and admins', {
  answer: page(ColleagueView),
  query: z.strictObject(pageQuery),
});
export const inviteColleague = command('inviteColleague', '/colleagues', 'Invite a member of staff or an admin', {
  answer: CommandAnswer,
  body: z.strictObject({ name: line(100), email: Email, role: BusinessRole }),
  status: 201,
});
export const reinviteColleague = command(
  'reinviteColleague',
  '/colleagues/:personId/invite',
  'Send the invitation again',
  { answer: CommandAnswer, params: Person },
);
export const changeColleagueRole = command(
  'changeColleagueRole',
  '/colleagues/:personId/role',
  'Change between staff and admin',
  { answer: CommandAnswer, params: Person, body: z.strictObject({ role: BusinessRole }) },
);
/** Ends their sessions at once and takes them off all accounts. The last admin stays. */
export const removeColleague = command(
  'removeColleague',
  '/colleagues/:personId/remove',
  'Take away access to the business',
  { answer: CommandAnswer, params: Person },
);
