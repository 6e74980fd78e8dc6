import * as z from 'zod/mini';
import { command, query } from './operation.js';
import { ClientRole, CommandAnswer, Email, Instant, PersonRef, Uuid, line, page, pageQuery } from './values.js';

const Account = z.strictObject({ accountId: Uuid });
const AccountPerson = z.strictObject({ accountId: Uuid, personId: Uuid });

export const AccountSummary = z.strictObject({
  id: Uuid,
  name: z.string(),
  openedAt: Instant,
  members: z.number(),
  staff: z.array(PersonRef),
});
export type AccountSummary = z.infer<typeof AccountSummary>;

export const MemberView = z.strictObject({
  id: Uuid,
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  role: ClientRole,
  joined: z.boolean(),
  invitedAt: Instant,
});
export type MemberView = z.infer<typeof MemberView>;

export const AccountView = z.strictObject({
  id: Uuid,
  name: z.string(),
  openedAt: Instant,
  version: z.number(),
  members: z.array(MemberView),
  staff: z.array(PersonRef),
  /** Commands that this person may give now. */
  allowed: z.array(z.string()),
});
export type AccountView = z.infer<typeof AccountView>;

/** Admins see all accounts, staff those that they are assigned to, clients their own; by name. */
export const listAccounts = query('listAccounts', '/accounts', 'Accounts that I may see', {
  answer: page(AccountSummary),
  query: z.strictObject({ ...pageQuery, name: z.optional(line(100)) }),
});
export const getAccount = query('getAccount', '/accounts/:accountId', 'One account with its people', {
  answer: AccountView,
  params: Account,
});
export const openAccount = command('openAccount', '/accounts', 'Open an account for a client', {
  answer: CommandAnswer,
  body: z.strictObject({ name: line(100) }),
  status: 201,
});
export const renameAccount = command('renameAccount', '/accounts/:accountId/name', 'Rename an account', {
  answer: CommandAnswer,
  params: Account,
  body: z.strictObject({ name: line(100) }),
  versioned: true,
});
export const inviteMember = command('inviteMember', '/accounts/:accountId/members', 'Invite a person of the client', {
  answer: CommandAnswer,
  params: Account,
  body: z.strictObject({ name: line(100), email: Email, role: ClientRole }),
  status: 201,
});
export const reinviteMember = command(
  'reinviteMember',
  '/accounts/:accountId/members/:personId/invite',
  'Send the invitation again',
  { answer: CommandAnswer, params: AccountPerson },
);
export const changeMemberRole = command(
  'changeMemberRole',
  '/accounts/:accountId/members/:personId/role',
  "Change a member's role",
  { answer: CommandAnswer, params: AccountPerson, body: z.strictObject({ role: ClientRole }) },
);
export const removeMember = command(
  'removeMember',
  '/accounts/:accountId/members/:personId/remove',
  'Take a person off the account',
  { answer: CommandAnswer, params: AccountPerson },
);
export const assignStaff = command('assignStaff', '/accounts/:accountId/staff', 'Assign a member of staff', {
  answer: CommandAnswer,
  params: Account,
  body: z.strictObject({ personId: Uuid }),
});
export const unassignStaff = command(
  'unassignStaff',
  '/accounts/:accountId/staff/:personId/unassign',
  'End an assignment',
  { answer: CommandAnswer, params: AccountPerson },
);
