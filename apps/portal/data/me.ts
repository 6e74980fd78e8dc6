import { Injectable, inject, signal } from '@angular/core';
import { getMe, signOut, type MeView } from '#contracts';
import { auditTime, filter } from 'rxjs';
import { Api, ApiError } from './api';
import { Live } from './live';

/** Views that a person's name, rights and companies come from, and what these and the business are called. */
const ABOUT_ME = ['accounts', 'people', 'person-rights', 'workspace'];
const GATHER_MS = 80;

/** Who is signed in here. */
@Injectable({ providedIn: 'root' })
export class Me {
  readonly #api = inject(Api);
  readonly #live = inject(Live);
  readonly #view = signal<MeView | undefined>(undefined);
  readonly view = this.#view.asReadonly();

  constructor() {
    this.#live.refusals.subscribe(() => void this.#isStillHere());
    this.#live.changes
      .pipe(
        filter((views) => views === 'all' || ABOUT_ME.some((view) => views.has(view))),
        auditTime(GATHER_MS),
      )
      .subscribe(() => void this.#isStillHere());
  }

  /** The person, from memory where known; `undefined` for strangers. */
  async load(): Promise<MeView | undefined> {
    return this.#view() ?? this.refresh();
  }

  /** Asks the server anew: after signing in, or when rights have changed. */
  async refresh(): Promise<MeView | undefined> {
    try {
      this.#view.set(await this.#api.query(getMe, {}, { byStrangers: true }));
      this.#live.start();
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      this.#view.set(undefined);
    }
    return this.#view();
  }

  async signOut(): Promise<void> {
    await this.#api.command(signOut, {});
    // Everything that this page holds in memory is the person's: a fresh page holds nothing.
    location.assign('/sign-in');
  }

  /** Looks anew; leaves when the session has ended, here or on another device. */
  async #isStillHere(): Promise<void> {
    if (!this.#view()) return;
    try {
      if (!(await this.refresh())) this.#api.signInAgain();
    } catch (error) {
      // The portal answers nothing that could be told apart; the stream asks again soon.
      if (!(error instanceof ApiError)) throw error;
    }
  }
}
