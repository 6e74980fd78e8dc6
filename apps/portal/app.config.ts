import { APP_BASE_HREF } from '@angular/common';
import { provideZonelessChangeDetection, type ApplicationConfig } from '@angular/core';
import {
  TitleStrategy,
  provideRouter,
  withComponentInputBinding,
  withInMemoryScrolling,
  withViewTransitions,
} from '@angular/router';
import { routes } from './app.routes';
import { PageTitles } from './data/page-titles';
import { MESSAGES, type Messages } from './messages/messages';

export function appConfig(messages: Messages): ApplicationConfig {
  return {
    providers: [
      provideZonelessChangeDetection(),
      provideRouter(
        routes,
        withComponentInputBinding(),
        withInMemoryScrolling({ scrollPositionRestoration: 'enabled', anchorScrolling: 'enabled' }),
        withViewTransitions({ skipInitialTransition: true }),
      ),
      // Pages are served without a base element, which the content security policy forbids.
      { provide: APP_BASE_HREF, useValue: '/' },
      { provide: MESSAGES, useValue: messages },
      { provide: TitleStrategy, useClass: PageTitles },
    ],
  };
}
