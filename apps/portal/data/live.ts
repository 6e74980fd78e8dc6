import { Injectable, inject, signal } from '@angular/core';
import { Subject } from 'rxjs';
import type { ChangedSignal, ReadySignal } from '#contracts';
import { Api } from './api';
import { OnlineState } from './online-state';

type Message =
  | { readonly kind: 'changed'; readonly id: string; readonly signal: ChangedSignal }
  | { readonly kind: 'reset'; readonly id: string }
  | { readonly kind: 'ready'; readonly id: string; readonly signal: ReadySignal }
  | { readonly kind: 'lost'; readonly id: string };

const NAME = 'portico-signals';
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/**
 * Hears from the server which views have changed. All tabs of a browser share one stream: the tab that holds the lock
 * keeps it and tells the others; when it closes, the next takes over where it was. Without locks each tab has its own.
 */
@Injectable({ providedIn: 'root' })
export class Live {
  readonly #api = inject(Api);
  readonly #online = inject(OnlineState);
  readonly #changes = new Subject<ReadonlySet<string> | 'all'>();
  readonly #channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(NAME);
  #lastEventId = '';
  #started = false;
  /** Whether everything is heard that changes what was read. */
  #hearsAll = false;

  /** Names of views that changed, or `all` when it cannot be told which. */
  readonly changes = this.#changes.asObservable();
  /** The portal answers, but not with a stream: perhaps nobody is signed in any more. */
  readonly refusals = new Subject<void>();
  readonly isConnected = signal(false);

  start(): void {
    if (this.#started) return;
    this.#started = true;
    if (!('locks' in navigator) || !this.#channel) {
      void this.#keepOpen();
      return;
    }
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      this.#hear(data);
    });
    void navigator.locks.request(NAME, () => this.#keepOpen());
  }

  async #keepOpen(): Promise<never> {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const connected = await this.#listen();
      if (connected) wait = FIRST_WAIT_MS;
      await new Promise((resolve) => setTimeout(resolve, wait * (0.5 + Math.random())));
    }
  }

  /** Resolves when the stream has ended, with whether it ever began. */
  #listen(): Promise<boolean> {
    return new Promise((resolve) => {
      const source = new EventSource(
        `/api/signals${this.#lastEventId && `?lastEventId=${encodeURIComponent(this.#lastEventId)}`}`,
      );
      let opened = false;
      source.onopen = () => {
        opened = true;
        this.isConnected.set(true);
        this.#online.reached();
      };
      source.onerror = () => {
        this.isConnected.set(false);
        // The browser's own reconnecting gives up on some answers; this one goes on.
        source.close();
        this.#tell({ kind: 'lost', id: this.#lastEventId });
        if (!opened) void this.#refused();
        resolve(opened);
      };
      source.addEventListener('changed', ({ lastEventId: id, data }) => {
        this.#tell({ kind: 'changed', id, signal: JSON.parse(data as string) as ChangedSignal });
      });
      source.addEventListener('reset', ({ lastEventId: id }) => {
        this.#tell({ kind: 'reset', id });
      });
      source.addEventListener('ready', ({ lastEventId: id, data }) => {
        this.#tell({ kind: 'ready', id, signal: JSON.parse(data as string) as ReadySignal });
      });
    });
  }

  #tell(message: Message): void {
    this.#channel?.postMessage(message);
    this.#hear(message);
  }

  async #refused(): Promise<void> {
    await this.#online.check();
    if (this.#online.isOnline()) this.refusals.next();
  }

  #hear(message: Message): void {
    this.#lastEventId = message.id;
    switch (message.kind) {
      case 'ready':
        this.#begin(message.signal);
        break;
      case 'changed':
        this.#api.readAfter(message.signal.position);
        this.#changes.next(new Set(message.signal.views));
        break;
      case 'reset':
        this.#changes.next('all');
        break;
      case 'lost':
        void this.#online.check();
        break;
    }
  }

  /** A page reads while its stream is being opened; what changed in between, nobody tells it. */
  #begin({ position }: ReadySignal): void {
    if (!this.#hearsAll && this.#api.hasReadBefore(position)) {
      this.#api.readAfter(position);
      this.#changes.next('all');
    }
    this.#hearsAll = true;
  }
}
