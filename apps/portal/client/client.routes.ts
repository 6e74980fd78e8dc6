import type { Routes } from '@angular/router';
import { TaskActs } from '../data/task-acts';
import { PAGE_MESSAGES, type PageMessages } from '../messages/messages';
import { ClientShell } from './client-shell';

/** A client's pages, all below the account that they are in. */
export const clientRoutes = (messages: PageMessages): Routes => [
  {
    path: '',
    component: ClientShell,
    providers: [{ provide: PAGE_MESSAGES, useValue: messages }, TaskActs],
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
