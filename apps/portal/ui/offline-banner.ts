import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { LucideCloudOff } from '@lucide/angular';
import { OnlineState } from '../data/online-state';
import { injectMessages } from '../messages/messages';

/** Says that what is on the page may be old, for as long as that is so. */
@Component({
  selector: 'app-offline-banner',
  imports: [LucideCloudOff],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="status">
      @if (!online.isOnline()) {
        <p class="banner"><svg lucideCloudOff class="icon small" aria-hidden="true"></svg>{{ m.states.offline }}</p>
      }
    </div>
  `,
})
export class OfflineBanner {
  protected readonly m = injectMessages();
  protected readonly online = inject(OnlineState);
}
