import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import {
  LucideActivity,
  LucideCircleCheck,
  LucideFolderPlus,
  LucideMessageSquare,
  LucideUsers,
  LucideWaypoints,
} from '@lucide/angular';
import type { EntryKind } from '#contracts';

/** The drawing of what kind of thing happened; beside words that say it. */
@Component({
  selector: 'app-entry-icon',
  imports: [LucideActivity, LucideCircleCheck, LucideFolderPlus, LucideMessageSquare, LucideUsers, LucideWaypoints],
  changeDetection: ChangeDetectionStrategy.OnPush,
  host: { class: 'icon' },
  template: `
    @switch (kind()) {
      @case ('status') {
        <svg lucideWaypoints class="icon" aria-hidden="true"></svg>
      }
      @case ('task') {
        <svg lucideCircleCheck class="icon" aria-hidden="true"></svg>
      }
      @case ('note') {
        <svg lucideMessageSquare class="icon" aria-hidden="true"></svg>
      }
      @case ('people') {
        <svg lucideUsers class="icon" aria-hidden="true"></svg>
      }
      @case ('project') {
        <svg lucideFolderPlus class="icon" aria-hidden="true"></svg>
      }
      @default {
        <svg lucideActivity class="icon" aria-hidden="true"></svg>
      }
    }
  `,
})
export class EntryIcon {
  readonly kind = input.required<EntryKind>();
}
