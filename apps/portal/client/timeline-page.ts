import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Me } from '../data/me';
import { Timeline } from '../ui/timeline/timeline';

/** Everything that happened in the account. */
@Component({
  selector: 'app-timeline-page',
  imports: [Timeline],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<app-timeline [account]="account()" [where]="where()" [project]="project()" [entry]="entry()" />`,
})
export class TimelinePage {
  readonly account = input.required<string>();
  /** Narrows to a project. */
  readonly project = input<string>();
  /** An entry to open. */
  readonly entry = input<string>();
  readonly #me = inject(Me);
  protected readonly where = computed(
    () => this.#me.view()?.memberships.find(({ account }) => account === this.account())?.name ?? '',
  );
}
