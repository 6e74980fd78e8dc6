import type { Routes } from '@angular/router';
import { STAFF_MESSAGES, type StaffMessages } from '../messages/messages';
import { StaffShell } from './staff-shell';

/** Pages of the business: the work for staff and admins, people and mail for admins. */
export const staffRoutes = (messages: StaffMessages): Routes => [
  {
    path: '',
    component: StaffShell,
    providers: [{ provide: STAFF_MESSAGES, useValue: messages }],
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
      { path: 'people', title: 'people', loadComponent: async () => (await import('../admin/people')).People },
      { path: 'mail', title: 'mail', loadComponent: async () => (await import('../admin/mail-page')).MailPage },
    ],
  },
];
