import type { Routes } from '@angular/router';
import { ClientShell } from './client-shell';

/** A client's pages, all below the account that they are in. */
export const clientRoutes: Routes = [
  {
    path: '',
    component: ClientShell,
    children: [
      { path: '', pathMatch: 'full', title: 'home', loadComponent: async () => (await import('./home')).Home },
      { path: 'projects', title: 'projects', loadComponent: async () => (await import('./projects')).Projects },
      { path: 'projects/:project', title: 'project', loadComponent: async () => (await import('./project')).Project },
      {
        path: 'timeline',
        title: 'timeline',
        loadComponent: async () => (await import('./timeline-page')).TimelinePage,
      },
      { path: 'settings', title: 'settings', loadComponent: async () => (await import('../doors/settings')).Settings },
    ],
  },
];
