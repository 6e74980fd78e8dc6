import { Injectable, inject, signal } from '@angular/core';
import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { firstValueFrom } from 'rxjs';
import { getMe, signOut, type MeView } from '#contracts';
import { Api } from './api';
import { Live } from './live';

/** Who is signed in here. */
@Injectable({ providedIn: 'root' })
export class Me {
  readonly #http = inject(HttpClient);
  readonly #api = inject(Api);
  readonly #live = inject(Live);
  readonly #view = signal<MeView | undefined>(undefined);
  readonly view = this.#view.asReadonly();

  /** The person, from memory where known; `undefined` for strangers. */
  async load(): Promise<MeView | undefined> {
    return this.#view() ?? this.refresh();
  }

  /** Asks the server anew: after signing in, or when rights have changed. */
  async refresh(): Promise<MeView | undefined> {
    try {
      // Not by the API client, which would send strangers to sign in from the very page where they do.
      this.#view.set(await firstValueFrom(this.#http.get<MeView>(`/api${getMe.path}`, { headers: this.#api.freshness() })));
      this.#live.start();
    } catch (error) {
      if (!(error instanceof HttpErrorResponse) || error.status !== 401) throw error;
      this.#view.set(undefined);
    }
    return this.#view();
  }

  async signOut(): Promise<void> {
    await this.#api.command(signOut, {});
    // Everything that this page holds in memory is the person's: a fresh page holds nothing.
    location.assign('/sign-in');
  }
}
