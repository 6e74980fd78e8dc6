import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { getAccount } from '#contracts';
import { Api } from '../data/api';
import { liveQuery } from '../data/live-query';
import { Timeline } from '../ui/timeline/timeline';

/** Everything that happened for a client, the business's own entries among it. */
@Component({
  selector: 'app-client-timeline',
  imports: [RouterLink, Timeline],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="meta">
      <a class="calm" [routerLink]="['/work/clients', account()]">{{ name() }}</a>
    </p>
    <app-timeline [account]="account()" [where]="name()" [project]="project()" [entry]="entry()" />
  `,
})
export class ClientTimeline {
  readonly account = input.required<string>();
  readonly project = input<string>();
  readonly entry = input<string>();
  readonly #api = inject(Api);
  readonly #query = liveQuery(
    ['accounts'],
    () => this.account(),
    (accountId) => this.#api.query(getAccount, { params: { accountId } }),
  );
  protected readonly name = computed(() => this.#query.value()?.name ?? '');
}
