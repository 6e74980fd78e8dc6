import { Injectable, inject } from '@angular/core';
import { Router } from '@angular/router';
import { Me } from '../data/me';

const KEY = 'portico-to';

/** Where somebody was going when they had to sign in. */
@Injectable({ providedIn: 'root' })
export class WayOn {
  readonly #router = inject(Router);
  readonly #me = inject(Me);

  /** Kept beyond this tab's page: the mailed link opens another one. */
  remember(to: string | undefined): void {
    if (to === undefined || !isOurs(to)) return;
    try {
      localStorage.setItem(KEY, to);
    } catch {
      // Storage is blocked: they start at their home page.
    }
  }

  /** For whom something else is the way on now. */
  forget(): void {
    taken();
  }

  async go(): Promise<void> {
    await this.#me.refresh();
    await this.#router.navigateByUrl(taken() ?? '/', { replaceUrl: true });
  }
}

function taken(): string | undefined {
  try {
    const to = localStorage.getItem(KEY) ?? undefined;
    localStorage.removeItem(KEY);
    return to !== undefined && isOurs(to) ? to : undefined;
  } catch {
    return undefined;
  }
}

/** A path of this portal, never another site. */
function isOurs(to: string): boolean {
  return /^\/(?![/\\])/.test(to) && !to.startsWith('/sign-in');
}
