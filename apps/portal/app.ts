import type { ElementRef } from '@angular/core';
import { ChangeDetectionStrategy, Component, inject, signal, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Title } from '@angular/platform-browser';
import { NavigationEnd, NavigationError, Router, RouterOutlet } from '@angular/router';
import { injectMessages } from './messages/messages';
import { OfflineBanner } from './ui/offline-banner';
import { Toasts } from './ui/toasts';

/** What every page stands in. */
@Component({
  selector: 'app-root',
  imports: [RouterOutlet, OfflineBanner, Toasts],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div #top tabindex="-1" class="top"></div>
    <p class="hush" role="status">{{ title() }}</p>
    <app-offline-banner />
    @if (isBroken()) {
      <main id="main" class="page">
        <div class="alone" role="alert">
          <h1 class="voice small">{{ m.states.broken }}</h1>
          <p class="muted">{{ m.states.brokenText }}</p>
          <p class="line-up">
            <button class="button main" type="button" (click)="reload()">{{ m.states.tryAgain }}</button>
          </p>
        </div>
      </main>
    }
    <div class="pages" [hidden]="isBroken()"><router-outlet /></div>
    <app-toasts />
  `,
})
export class App {
  protected readonly m = injectMessages();
  /** Said aloud when another page has come. */
  protected readonly title = signal('');
  /** Whether a page could not be opened: its code or who is asking for it could not be loaded. */
  protected readonly isBroken = signal(false);
  protected readonly top = viewChild.required<ElementRef<HTMLElement>>('top');
  readonly #title = inject(Title);
  #path = '';

  constructor() {
    inject(Router)
      .events.pipe(takeUntilDestroyed())
      .subscribe((event) => {
        if (event instanceof NavigationError) this.isBroken.set(true);
        if (event instanceof NavigationEnd) this.#arrived(event.urlAfterRedirects);
      });
  }

  protected reload(): void {
    location.reload();
  }

  /** A new page is read from its beginning, by keyboard and screen reader too; a filter of the same page is not one. */
  #arrived(url: string): void {
    this.isBroken.set(false);
    const [path = ''] = url.split(/[?#]/);
    if (this.#path !== '' && this.#path !== path) {
      this.top().nativeElement.focus({ preventScroll: true });
      this.title.set(this.#title.getTitle());
    }
    this.#path = path;
  }
}
