import type { ElementRef } from '@angular/core';
import { ChangeDetectionStrategy, Component, effect, inject, signal, untracked, viewChild } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Title } from '@angular/platform-browser';
import { NavigationEnd, NavigationError, Router, RouterOutlet } from '@angular/router';
import { OnlineState } from './data/online-state';
import { injectMessages } from './messages/messages';
import { OfflineBanner } from './ui/offline-banner';
import { Toast } from './ui/toast';
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
          <h1 class="voice small">{{ online.isOnline() ? m.states.broken : m.states.unreachable }}</h1>
          <p class="muted">{{ online.isOnline() ? m.states.brokenText : m.states.unreachableText }}</p>
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
  protected readonly online = inject(OnlineState);
  readonly #toast = inject(Toast);
  readonly #title = inject(Title);
  #path = '';

  constructor() {
    this.#openOnceReachable();
    inject(Router)
      .events.pipe(takeUntilDestroyed())
      .subscribe((event) => {
        if (event instanceof NavigationError) void this.#failed(event.url);
        if (event instanceof NavigationEnd) this.#arrived(event.urlAfterRedirects);
      });
  }

  protected reload(): void {
    location.reload();
  }

  /** The page that is open is worth more than one that says that another cannot be opened now. */
  async #failed(url: string): Promise<void> {
    const isReached = await this.online.ask();
    if (this.#path === '') this.isBroken.set(true);
    // A browser does not load again what it once could not, and a newer portal has other files: a fresh page has neither trouble.
    else if (isReached) location.assign(url);
    else this.#toast.show({ text: this.m.states.pageUnreachable });
  }

  #openOnceReachable(): void {
    let wasLost = false;
    effect(() => {
      const isReached = this.online.isOnline();
      if (isReached && wasLost && untracked(this.isBroken)) this.reload();
      wasLost = !isReached;
    });
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
