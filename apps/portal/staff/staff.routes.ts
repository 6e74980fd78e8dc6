import { inject } from '@angular/core';
import type { CanMatchFn, Routes } from '@angular/router';
import { Me } from '../data/me';
import { TaskActs } from '../data/task-acts';
import {
  PAGE_MESSAGES,
  STAFF_MESSAGES,
  loadAdminMessages,
  loadReportMessages,
  type StaffMessages,
} from '../messages/messages';
import { StaffShell } from './staff-shell';

/** For everybody else these pages do not exist. */
const isAdmin: CanMatchFn = async () => (await inject(Me).load())?.businessRole === 'admin';

async function pagesForAdmins(messages: StaffMessages): Promise<Routes> {
  const [{ adminRoutes }, all] = await Promise.all([import('../admin/admin.routes'), loadAdminMessages(messages)]);
  return adminRoutes(all);
}

async function pagesOfReports(messages: StaffMessages): Promise<Routes> {
  const [{ reportRoutes }, all] = await Promise.all([
    import('../admin/reports/reports.routes'),
    loadReportMessages(messages),
  ]);
  return reportRoutes(all);
}

/** Pages of the business: the work for staff and admins, people and mail for admins. */
export const staffRoutes = (messages: StaffMessages): Routes => [
  {
    path: '',
    component: StaffShell,
    providers: [
      { provide: PAGE_MESSAGES, useValue: messages },
      { provide: STAFF_MESSAGES, useValue: messages },
      TaskActs,
    ],
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'projects' },
      {
        path: 'projects',
        title: 'projects',
        loadComponent: async () => (await import('./staff-projects')).StaffProjects,
      },
      {
        path: 'projects/:project',
        title: 'project',
        loadComponent: async () => (await import('./staff-project')).StaffProject,
      },
      { path: 'settings', title: 'settings', loadComponent: async () => (await import('../doors/settings')).Settings },
      { path: 'clients', title: 'clients', loadComponent: async () => (await import('./clients')).Clients },
      {
        path: 'clients/:account',
        title: 'client',
        loadComponent: async () => (await import('./client-page')).ClientPage,
      },
      {
        path: 'clients/:account/timeline',
        title: 'timeline',
        loadComponent: async () => (await import('./client-timeline')).ClientTimeline,
      },
      { path: 'reports', loadChildren: () => pagesOfReports(messages) },
      { path: 'people', title: 'people', loadComponent: async () => (await import('../admin/people')).People },
      { path: 'mail', title: 'mail', loadComponent: async () => (await import('../admin/mail-page')).MailPage },
      { path: '', canMatch: [isAdmin], loadChildren: () => pagesForAdmins(messages) },
    ],
  },
];
