import { Injectable, signal } from '@angular/core';

export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'portico-theme';

/** Light, dark or as the system says; remembered in this browser. `theme.js` applies it before the first paint. */
@Injectable({ providedIn: 'root' })
export class Theme {
  readonly #choice = signal<ThemeChoice>(remembered());
  readonly choice = this.#choice.asReadonly();

  choose(choice: ThemeChoice): void {
    this.#choice.set(choice);
    if (choice === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = choice;
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // Storage is blocked: the choice holds until the page is left.
    }
  }

  /** To the opposite of what is shown now. */
  turn(): void {
    const isDark =
      this.#choice() === 'dark' || (this.#choice() === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
    this.choose(isDark ? 'light' : 'dark');
  }
}

function remembered(): ThemeChoice {
  const theme = document.documentElement.dataset['theme'];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}
