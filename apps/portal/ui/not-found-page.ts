import { ChangeDetectionStrategy, Component } from '@angular/core';
import { NothingHere } from './nothing-here';

/** An address that leads nowhere. */
@Component({
  selector: 'app-not-found-page',
  imports: [NothingHere],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<main id="main">
    <div class="page"><app-nothing-here /></div>
  </main>`,
})
export class NotFoundPage {}
