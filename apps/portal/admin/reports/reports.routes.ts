import type { Routes } from '@angular/router';
import { REPORT_MESSAGES, type ReportMessages } from '../../messages/messages';

/** Reports over all of the past, with texts of their own. */
export const reportRoutes = (messages: ReportMessages): Routes => [
  {
    path: '',
    providers: [{ provide: REPORT_MESSAGES, useValue: messages }],
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'reports',
        loadComponent: async () => (await import('./report-page')).ReportPage,
      },
      {
        path: 'events',
        title: 'reports',
        loadComponent: async () => (await import('./report-events-page')).ReportEventsPage,
      },
    ],
  },
];
