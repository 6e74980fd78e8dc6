import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { LucideLock } from '@lucide/angular';
import type { NoteView } from '#contracts';
import { Dates } from '../data/dates';
import { injectPageMessages } from '../messages/messages';
import { Face } from './face';

/** Notes, newest first. What only the business reads stands on another ground, with a padlock and words that say so. */
@Component({
  selector: 'app-note-list',
  imports: [Face, LucideLock],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ul class="notes">
      @for (note of notes(); track note.id) {
        <li [class.internal]="note.visibility === 'internal'">
          <app-face size="tiny" [name]="note.by.name" />
          <div class="grow">
            <p class="meta dots">
              <span class="medium ink">{{ note.by.name ?? m.timeline.erased }}</span><time [attr.datetime]="note.at">{{
                dates.record(note.at)
              }}</time>
              @if (note.visibility === 'internal') {
                <span class="padlock"
                  ><svg lucideLock class="icon small" aria-hidden="true"></svg
                  >{{ m.timeline.internal(business()) }}</span
                >
              }
            </p>
            <p class="said">{{ note.body }}</p>
          </div>
        </li>
      }
    </ul>
  `,
  styles: `
    .notes > li {
      display: flex;
      gap: 0.75rem;
      padding-block: 0.875rem;
      border-block-end: 1px solid var(--line);
    }
    .notes > li:last-child {
      border: 0;
    }
    .notes > .internal {
      background: var(--internal-soft);
      border-inline-start: 4px double var(--internal);
      padding-inline: 0.75rem;
      border-radius: var(--radius-s);
    }
    .ink {
      color: var(--ink);
    }
    .padlock {
      display: inline-flex;
      gap: 0.25rem;
      align-items: center;
      color: var(--internal);
      font-weight: var(--weight-medium);
    }
    .said {
      margin-block-start: 0.125rem;
      max-inline-size: var(--measure);
    }
  `,
})
export class NoteList {
  readonly notes = input.required<readonly NoteView[]>();
  readonly business = input.required<string>();
  protected readonly m = injectPageMessages();
  protected readonly dates = inject(Dates);
}
