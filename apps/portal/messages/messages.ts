import { InjectionToken, inject } from '@angular/core';
import type { en } from './en';
import type { enAdmin } from './en.admin';
import type { enPages } from './en.pages';
import type { enReports } from './en.reports';
import type { enStaff } from './en.staff';
import type { Says } from './says';

/** Every text that strangers meet, and what all pages say. Another language is an object that satisfies each of these types. */
export type Messages = typeof en;
/** Those of the pages besides that one has once one is signed in. */
export type PageMessages = Messages & typeof enPages;
/** Those of the business's side besides. */
export type StaffMessages = PageMessages & typeof enStaff;
/** Those of the pages that only admins have besides. */
export type AdminMessages = StaffMessages & typeof enAdmin;
/** Those of the pages of reports besides what all of the business's side reads. */
export type ReportMessages = StaffMessages & typeof enReports;

interface Language {
  readonly everybody: () => Promise<Messages>;
  readonly pages: () => Promise<typeof enPages>;
  readonly staff: () => Promise<typeof enStaff>;
  readonly admin: () => Promise<typeof enAdmin>;
  readonly reports: () => Promise<typeof enReports>;
}

const ENGLISH: Language = {
  everybody: async () => (await import('./en')).en,
  pages: async () => (await import('./en.pages')).enPages,
  staff: async () => (await import('./en.staff')).enStaff,
  admin: async () => (await import('./en.admin')).enAdmin,
  reports: async () => (await import('./en.reports')).enReports,
};
const LANGUAGES: Readonly<Record<string, Language>> = { en: ENGLISH };

/** The messages of the first language that a person reads and the portal speaks; English otherwise. */
export async function loadMessages(preferred: readonly string[]): Promise<Messages> {
  return spoken(preferred).everybody();
}

/** The same language, with the texts of the pages for whoever is signed in. */
export async function loadPageMessages(messages: Messages): Promise<PageMessages> {
  return { ...messages, ...(await spoken([messages.language]).pages()) };
}

/** The same language, with the texts of the business's side. */
export async function loadStaffMessages(messages: Messages): Promise<StaffMessages> {
  const { staff: loadStaff } = spoken([messages.language]);
  const [pages, staff] = await Promise.all([loadPageMessages(messages), loadStaff()]);
  return { ...pages, ...staff, problems: { ...messages.problems, ...staff.problems } };
}

/** The same language, with the texts of the pages for admins. */
export async function loadAdminMessages(messages: StaffMessages): Promise<AdminMessages> {
  const admin = await spoken([messages.language]).admin();
  return { ...messages, ...admin, problems: { ...messages.problems, ...admin.problems } };
}

/** The same language, with the texts of the pages of reports. */
export async function loadReportMessages(messages: StaffMessages): Promise<ReportMessages> {
  return { ...messages, ...(await spoken([messages.language]).reports()) };
}

function spoken(preferred: readonly string[]): Language {
  return (
    preferred.map((tag) => LANGUAGES[tag.split('-')[0] ?? '']).find((language) => language !== undefined) ?? ENGLISH
  );
}

export const MESSAGES = new InjectionToken<Messages>('messages');
export const PAGE_MESSAGES = new InjectionToken<PageMessages>('page messages');
export const STAFF_MESSAGES = new InjectionToken<StaffMessages>('staff messages');
export const ADMIN_MESSAGES = new InjectionToken<AdminMessages>('admin messages');
export const REPORT_MESSAGES = new InjectionToken<ReportMessages>('report messages');

/** The texts, for a component's template. */
export function injectMessages(): Messages {
  return inject(MESSAGES);
}

/** Why something was not done, in the words of whichever side of the house the component stands on. */
export function injectProblems(): Says {
  const side = inject(ADMIN_MESSAGES, { optional: true }) ?? inject(STAFF_MESSAGES, { optional: true });
  return (side ?? inject(MESSAGES)).problems;
}

/** The texts, for a component of a page that one has once one is signed in. */
export function injectPageMessages(): PageMessages {
  return inject(PAGE_MESSAGES);
}

/** The texts, for a component that only staff and admins see. */
export function injectStaffMessages(): StaffMessages {
  return inject(STAFF_MESSAGES);
}

/** The texts, for a component of a page that only admins have. */
export function injectAdminMessages(): AdminMessages {
  return inject(ADMIN_MESSAGES);
}

/** The texts, for a component of the pages of reports. */
export function injectReportMessages(): ReportMessages {
  return inject(REPORT_MESSAGES);
}
