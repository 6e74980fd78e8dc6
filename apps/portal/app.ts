import type { ElementRef } from '@angular/core';
import { ChangeDetectionStrategy, Component, inject, viewChild } from '@angular/core';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { filter } from 'rxjs';
import { OfflineBanner } from './ui/offline-banner';
import { Toasts } from './ui/toasts';

/** What every page stands in. */
@Component({
  selector: 'app-root',
  imports: [RouterOutlet, OfflineBanner, Toasts],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div #top tabindex="-1" class="top"></div>
    <app-offline-banner />
    <router-outlet />
    <app-toasts />
  `,
})
export class App {
  readonly top = viewChild.required<ElementRef<HTMLElement>>('top');

  constructor() {
    let path = '';
    inject(Router)
      .events.pipe(filter((event) => event instanceof NavigationEnd))
      .subscribe(({ urlAfterRedirects }) => {
        const [next = ''] = urlAfterRedirects.split(/[?#]/);
        // A new page is read from its beginning, by keyboard and screen reader too; a filter of the same page is not one.
        if (path !== '' && path !== next) this.top().nativeElement.focus({ preventScroll: true });
        path = next;
      });
  }
}
