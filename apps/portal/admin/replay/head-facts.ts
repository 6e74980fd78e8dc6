import { ChangeDetectionStrategy, Component, DestroyRef, computed, inject, input, signal } from '@angular/core';
import type { LogFacts } from '#contracts';
import { injectAdminMessages } from '../../messages/messages';
import { ReplayWords } from './replay-words';

const SECOND_MS = 1000;

/** What is known of the log itself: how long it is, when it was last written, until when its chains were checked. */
@Component({
  selector: 'app-head-facts',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="facts meta">
      <span
        ><b class="medium nums">{{ words.number(log().events) }}</b
        >{{ m.replay.eventsInLog(log().events) }}</span
      >
      <span class="nums">{{ written() }}</span>
      <span class="nums">{{ checked() }}</span>
    </p>
  `,
  styles: `
    .facts {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem 2rem;
      margin-block-start: 0.75rem;
    }
    b {
      color: var(--ink);
    }
  `,
})
export class HeadFacts {
  readonly log = input.required<LogFacts>();
  protected readonly m = injectAdminMessages();
  protected readonly words = inject(ReplayWords);
  readonly #now = signal(Date.now());

  protected readonly written = computed(() => {
    const { lastWrittenAt } = this.log();
    if (lastWrittenAt === null) return this.m.replay.neverWritten;
    return this.m.replay.lastWritten(this.words.exactTime(lastWrittenAt), this.words.ago(lastWrittenAt, this.#now()));
  });
  protected readonly checked = computed(() => {
    const { checked } = this.log();
    if (checked === null) return this.m.replay.notChecked;
    const { until, eventsToGo } = checked;
    const toGo = eventsToGo === 0 ? '' : this.m.replay.eventsToGo(this.words.number(eventsToGo), eventsToGo === 1);
    return this.m.replay.checkedUntil(this.words.time(until)) + toGo;
  });

  constructor() {
    const timer = setInterval(() => {
      this.#now.set(Date.now());
    }, SECOND_MS);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
    });
  }
}
