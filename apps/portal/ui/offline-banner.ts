import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { OnlineState } from '../data/online-state';
import { injectMessages } from '../messages/messages';
import { EarlyIcon } from './early-icon';

/** Says that what is on the page may be old, for as long as that is so. */
@Component({
  selector: 'app-offline-banner',
  imports: [EarlyIcon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="status">
      @if (!online.isOnline()) {
        <p class="banner"><app-early-icon icon="offline" small />{{ m.states.offline }}</p>
      }
    </div>
  `,
})
export class OfflineBanner {
  protected readonly m = injectMessages();
  protected readonly online = inject(OnlineState);
}
