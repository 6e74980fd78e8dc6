import { Router, type CanActivateFn, type Routes } from '@angular/router';
import { inject } from '@angular/core';
import { Me } from './data/me';
import { MESSAGES, loadPageMessages, loadStaffMessages, type Messages } from './messages/messages';

/** Lets in whoever is signed in; others sign in first and come back. */
const signedIn: CanActivateFn = async (_, state) => {
  const router = inject(Router);
  const me = await inject(Me).load();
  return me ? true : router.createUrlTree(['/sign-in'], { queryParams: state.url === '/' ? {} : { to: state.url } });
};

/** Sends everybody to the side of the house where they belong, and there to a page. */
function toMySide(page: string[]): CanActivateFn {
  return async () => {
    const router = inject(Router);
    const me = await inject(Me).load();
    if (!me) return router.createUrlTree(['/sign-in']);
    if (me.businessRole !== null) return router.createUrlTree(['/work', ...page]);
    const [first] = me.memberships;
    return router.createUrlTree(first ? ['/at', first.account, ...page] : ['/nowhere']);
  };
}

/** A client's side, with its texts. */
async function atClient(messages: Messages): Promise<Routes> {
  const [{ clientRoutes }, all] = await Promise.all([import('./client/client.routes'), loadPageMessages(messages)]);
  return clientRoutes(all);
}

/** The business's side, with its texts. */
async function workRoutes(messages: Messages): Promise<Routes> {
  const [{ staffRoutes }, all] = await Promise.all([import('./staff/staff.routes'), loadStaffMessages(messages)]);
  return staffRoutes(all);
}

export const routes: Routes = [
  { path: '', pathMatch: 'full', canActivate: [toMySide([])], children: [] },
  { path: 'setup/:token', title: 'setup', loadComponent: async () => (await import('./doors/set-up')).SetUp },
  { path: 'sign-in', title: 'signIn', loadComponent: async () => (await import('./doors/sign-in')).SignIn },
  { path: 'sign-in/:token', title: 'signIn', loadComponent: async () => (await import('./doors/use-link')).UseLink },
  { path: 'join/:token', title: 'join', loadComponent: async () => (await import('./doors/use-link')).UseLink },
  {
    path: 'at/:account',
    canActivate: [signedIn],
    loadChildren: () => atClient(inject(MESSAGES)),
  },
  {
    path: 'work',
    canActivate: [signedIn],
    loadChildren: () => workRoutes(inject(MESSAGES)),
  },
  { path: 'settings', canActivate: [toMySide(['settings'])], children: [] },
  {
    path: 'nowhere',
    title: 'nowhere',
    canActivate: [signedIn],
    loadComponent: async () => (await import('./doors/nowhere')).Nowhere,
  },
  { path: '**', title: 'notFound', loadComponent: async () => (await import('./ui/not-found-page')).NotFoundPage },
];
