/** The least that a portal of this stack loads: Angular with its router and its HTTP client, and two pages that use them. */
import { HttpClient, provideHttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, provideZonelessChangeDetection, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { RouterLink, RouterOutlet, provideRouter } from '@angular/router';

@Component({
  selector: 'app-news',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<p>{{ text() }}</p><a routerLink="/other">Other</a>',
})
class News {
  protected readonly text = signal('');

  constructor() {
    inject(HttpClient)
      .get('/news', { responseType: 'text' })
      .subscribe((text) => this.text.set(text));
  }
}

@Component({
  selector: 'app-other',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<a routerLink="/">News</a>',
})
class Other {}

@Component({
  selector: 'app-root',
  imports: [RouterOutlet],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: '<router-outlet />',
})
class Root {}

const routes = [
  { path: '', component: News },
  { path: 'other', component: Other },
];

await bootstrapApplication(Root, {
  providers: [provideZonelessChangeDetection(), provideHttpClient(), provideRouter(routes)],
});
