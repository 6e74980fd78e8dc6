import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { RebuildProgress } from '#contracts';
import { injectAdminMessages } from '../../messages/messages';
import { ReplayWords } from './replay-words';

/** How far a rebuild is: the bar, what is left, how fast it goes and until when it has read. */
@Component({
  selector: 'app-rebuild-progress',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <progress
      class="progress"
      max="100"
      [value]="progress().percent"
      [attr.aria-label]="m.replay.progress(words.percent(progress().percent))"
    ></progress>
    <p class="line-up meta figures">
      <span class="nums"
        ><b class="medium">{{ m.replay.ofPercent(words.percent(progress().percent)) }}</b
        >{{ behind() }}</span
      >
      <span class="push nums">{{ rate() }}</span>
    </p>
    <p class="meta told">{{ told() }} {{ more() }}</p>
  `,
  styles: `
    .progress {
      appearance: none;
      display: block;
      inline-size: 100%;
      block-size: 0.375rem;
      border: 0;
      border-radius: var(--radius-full);
      background: var(--line);
      overflow: hidden;
    }
    .progress::-webkit-progress-bar {
      background: var(--line);
    }
    .progress::-webkit-progress-value {
      background: var(--accent-ink);
      border-radius: var(--radius-full);
      transition: inline-size var(--motion-slow) var(--ease-out);
    }
    .progress::-moz-progress-bar {
      background: var(--accent-ink);
      border-radius: var(--radius-full);
    }
    .figures {
      margin-block-start: 0.5rem;
    }
    .figures b {
      color: var(--ink);
    }
    .told {
      margin-block-start: 0.75rem;
    }
  `,
})
export class RebuildProgressBar {
  readonly progress = input.required<RebuildProgress>();
  /** What else is to be said of it. */
  readonly more = input('');
  protected readonly m = injectAdminMessages();
  protected readonly words = inject(ReplayWords);

  protected readonly behind = computed(() => {
    const { behind } = this.progress();
    return behind === 0
      ? this.m.replay.noneBehind
      : this.m.replay.eventsBehind(this.words.number(behind), behind === 1);
  });

  protected readonly rate = computed(() => {
    const { phase, eventsPerSecond, heldBack } = this.progress();
    if (phase === 'paused') return this.m.replay.paused;
    if (phase === 'failed' || phase === 'ready') return '';
    const rate = this.words.number(Math.round(eventsPerSecond));
    return heldBack ? this.m.replay.heldBackRate(rate) : this.m.replay.perSecond(rate);
  });

  protected readonly told = computed(() => {
    const { phase, reason } = this.progress();
    if (phase === 'failed') return this.m.replay.failedText(reason ?? '');
    if (phase === 'paused') return `${this.m.replay.pausedText} ${capital(this.#until())}.`;
    if (phase === 'indexing') return this.m.replay.indexing;
    const left = this.progress().secondsLeft;
    return left === null
      ? `${capital(this.#until())}.`
      : `${this.m.replay.secondsLeft(Math.ceil(left))}; ${this.#until()}.`;
  });

  #until(): string {
    const { readUntil } = this.progress();
    return readUntil === null ? this.m.replay.hasReadNothing : this.m.replay.hasReadUntil(this.words.record(readUntil));
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
