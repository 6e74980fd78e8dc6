import { ChangeDetectionStrategy, Component } from '@angular/core';
import { Door } from '../doors/door';
import { NothingHere } from './nothing-here';

/** An address that leads nowhere. */
@Component({
  selector: 'app-not-found-page',
  imports: [Door, NothingHere],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<app-door><app-nothing-here /></app-door>`,
})
export class NotFoundPage {}
