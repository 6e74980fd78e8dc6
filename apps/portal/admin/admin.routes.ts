import type { Routes } from '@angular/router';
import { ADMIN_MESSAGES, type AdminMessages } from '../messages/messages';

/** Pages that look at the whole portal, with texts of their own; admins only. */
export const adminRoutes = (messages: AdminMessages): Routes => [
  {
    path: '',
    providers: [{ provide: ADMIN_MESSAGES, useValue: messages }],
    children: [
      {
        path: 'replay',
        title: 'replay',
        loadComponent: async () => (await import('./replay/replay-page')).ReplayPage,
      },
      {
        path: 'replay/:view/parked/:event',
        title: 'replay',
        loadComponent: async () => (await import('./replay/parked-event-page')).ParkedEventPage,
      },
      {
        path: 'replay/:view/builds/:build',
        title: 'replay',
        loadComponent: async () => (await import('./replay/differences-page')).DifferencesPage,
      },
    ],
  },
];
