import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { LucideLock } from '@lucide/angular';
import type { TimelineEntry } from '#contracts';
import { Dates } from '../../data/dates';
import { Me } from '../../data/me';
import { injectPageMessages } from '../../messages/messages';
import { EntryIcon } from '../entry-icon';
import { Receipt } from './receipt';

/** One sentence of a timeline, and behind it its receipt. */
@Component({
  selector: 'app-entry',
  imports: [EntryIcon, LucideLock, Receipt],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <article class="entry" [class.internal]="entry().visibility === 'internal'">
      <time [attr.datetime]="at()">{{ dates.time(at()) }}</time>
      <app-entry-icon [kind]="entry().kind" />
      <div class="words">
        <div class="sentence">
          <p>
            @if (parts().name) {
              <b class="medium">{{ parts().name }}</b>{{ parts().rest }}
            } @else {
              {{ entry().sentence }}
            }
          </p>
          <button class="more" type="button" [attr.aria-expanded]="isOpen()" (click)="toggled.emit()">
            {{ isOpen() ? m.timeline.closeReceipt : m.timeline.openReceipt
            }}<span class="hush"> {{ entry().sentence }}</span>
          </button>
        </div>
        @if (facts().length > 0) {
          <p class="meta dots">
            @for (fact of facts(); track $index) {
              <span>{{ fact }}</span>
            }
          </p>
        }
        @if (entry().kind !== 'activity' && entry().body; as body) {
          <p class="quote said">{{ body }}</p>
        }
        @if (entry().visibility === 'internal') {
          <p class="padlock">
            <svg lucideLock class="icon small" aria-hidden="true"></svg
            >{{ m.timeline.internal(me.view()?.business ?? '') }}
          </p>
        }
        @if (isOpen()) {
          <app-receipt [account]="account()" [entry]="entry().id" />
        }
      </div>
    </article>
  `,
  styles: `
    :host {
      display: block;
      border-block-end: 1px solid var(--line);
    }
    .words {
      min-inline-size: 0;
    }
    .sentence {
      display: flex;
      gap: 0.75rem;
      align-items: baseline;
      justify-content: space-between;
    }
    .sentence > p {
      overflow-wrap: anywhere;
    }
    .more {
      border: 0;
      background: none;
      padding: 0.25rem 0;
      min-block-size: 1.5rem;
      cursor: pointer;
      color: var(--accent-ink);
      font-size: var(--text-meta);
      white-space: nowrap;
    }
    .more:hover {
      text-decoration: underline;
    }
    .quote {
      margin-block-start: 0.375rem;
    }
    .internal {
      background: var(--internal-soft);
      border-inline-start: 4px double var(--internal);
      padding-inline: 0.75rem;
      border-radius: var(--radius-s);
    }
    .padlock {
      display: inline-flex;
      gap: 0.25rem;
      align-items: center;
      color: var(--internal);
      font-size: var(--text-meta);
      font-weight: var(--weight-medium);
    }
  `,
})
export class Entry {
  readonly account = input.required<string>();
  readonly entry = input.required<TimelineEntry>();
  readonly isOpen = input(false);
  /** Whether entries of several projects stand together, so that each says its own. */
  readonly namesProject = input(true);
  readonly toggled = output();
  protected readonly m = injectPageMessages();
  protected readonly dates = inject(Dates);
  protected readonly me = inject(Me);

  protected readonly at = computed(() => this.entry().occurredAt ?? this.entry().at);
  /** The actor's name stands out where the sentence begins with it. */
  protected readonly parts = computed(() => {
    const { sentence, by } = this.entry();
    const name = by?.name ?? '';
    return name !== '' && sentence.startsWith(name)
      ? { name, rest: sentence.slice(name.length) }
      : { name: '', rest: sentence };
  });
  /** In which project it happened, and who is named where somebody else's log recorded it. */
  protected readonly facts = computed(() => {
    const { project, sentence, kind, body } = this.entry();
    const shown = this.namesProject() && project && !sentence.includes(project.name) ? [project.name] : [];
    return kind === 'activity' && body !== null ? [...shown, body] : shown;
  });
}
