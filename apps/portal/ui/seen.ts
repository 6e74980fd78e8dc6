import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { LucideEye, LucideLock } from '@lucide/angular';
import { Me } from '../data/me';
import { injectStaffMessages } from '../messages/messages';

/** What the client will see of a command, or the promise that they see nothing. */
@Component({
  selector: 'app-seen',
  imports: [LucideEye, LucideLock],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (nothing()) {
      <div class="note-line internal">
        <svg lucideLock class="icon" aria-hidden="true"></svg
        ><span
          ><b class="medium">{{ m.staff.internalOnly(business()) }}</b
          ><br />{{ m.staff.internalText(client()) }}</span
        >
      </div>
    } @else {
      <div class="preview" role="region" [attr.aria-label]="m.staff.clientWillSee">
        <p class="tiny line-up label">
          <svg lucideEye class="icon small" aria-hidden="true"></svg>{{ m.staff.clientWillSee }}
        </p>
        <p class="medium">{{ heading() }}</p>
        @if (text()) {
          <p class="muted said">{{ text() }}</p>
        }
      </div>
    }
  `,
  styles: `
    .label {
      margin-block-end: 0.5rem;
    }
    .internal {
      background: var(--internal-soft);
      border-inline-start: 4px double var(--internal);
      color: var(--ink);
    }
    .internal > .icon {
      color: var(--internal);
    }
    .said {
      margin-block-start: 0.25rem;
    }
  `,
})
export class Seen {
  readonly client = input.required<string>();
  readonly heading = input('');
  readonly text = input('');
  /** Whether the client sees nothing of it. */
  readonly nothing = input(false);
  protected readonly m = injectStaffMessages();
  readonly #me = inject(Me);
  protected readonly business = computed(() => this.#me.view()?.business ?? '');
}
