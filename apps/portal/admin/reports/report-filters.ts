import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { listAccounts, type ReportScope } from '#contracts';
import { Api } from '../../data/api';
import { liveQuery } from '../../data/live-query';
import { injectReportMessages } from '../../messages/messages';
import { DayField } from '../../ui/day-field';
import { MONTHS, paramsOf, scopeOf } from './report-address';

const PAGE = 200;
const FACTS = ['recorded-then', 'known-now'] as const;
const KINDS = ['all', 'run', 'recorded'] as const;

/** What a report counts: as of when, how far back, of whom. What is chosen stands in the address. */
@Component({
  selector: 'app-report-filters',
  imports: [DayField],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form class="bar" [attr.aria-label]="m.what">
      <app-day-field
        class="as-of"
        [label]="m.asOf"
        [latest]="today"
        [value]="asOf()"
        (valueChange)="choose({ asOf: $event })"
      />
      <div class="field">
        <label for="report-months">{{ m.lookingBack }}</label>
        <select class="input" id="report-months" (change)="choose({ months: $any($event.target).value })">
          @for (count of months; track count) {
            <option [value]="count" [selected]="count === lookingBack()">
              {{ count === 'all' ? m.everything : m.months(+count) }}
            </option>
          }
        </select>
      </div>
      <div class="field">
        <label for="report-client">{{ m.client }}</label>
        <select class="input client" id="report-client" (change)="choose({ account: $any($event.target).value })">
          <option value="" [selected]="!scope().account">{{ m.allClients }}</option>
          @for (account of accounts.value() ?? []; track account.id) {
            <option [value]="account.id" [selected]="account.id === scope().account">{{ account.name }}</option>
          }
        </select>
      </div>
      <div class="field">
        <label for="report-kind">{{ m.projects }}</label>
        <select class="input" id="report-kind" (change)="choose({ kind: $any($event.target).value })">
          @for (kind of kinds; track kind) {
            <option [value]="kind" [selected]="kind === (scope().kind ?? 'all')">{{ m.kinds[kind] }}</option>
          }
        </select>
      </div>
      <fieldset class="field facts">
        <legend>{{ m.lateFacts }}</legend>
        <span class="line-up">
          @for (facts of allFacts; track facts) {
            <label class="line-up"
              ><input
                type="radio"
                name="report-facts"
                [value]="facts"
                [checked]="facts === (scope().facts ?? 'known-now')"
                (change)="choose({ facts })"
              />{{ m.facts[facts] }}</label
            >
          }
        </span>
      </fieldset>
      <ng-content />
    </form>
  `,
  styles: `
    .bar {
      display: flex;
      flex-wrap: wrap;
      gap: 0.625rem 1rem;
      align-items: start;
      padding-block: 1rem;
      margin-block: 1.25rem 2rem;
      border-block: 1px solid var(--line);
    }
    .as-of {
      inline-size: 9.5rem;
    }
    .client {
      max-inline-size: 12rem;
    }
    @media (max-width: 40rem) {
      .bar {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
      }
      .as-of,
      .client {
        inline-size: 100%;
        max-inline-size: none;
      }
      .facts {
        grid-column: 1 / -1;
      }
    }
    .facts {
      border: 0;
      padding: 0;
      margin: 0;
    }
    .facts > .line-up {
      margin-block-start: 0.375rem;
      min-block-size: var(--control);
    }
    .facts label {
      --gap: 0.4375rem;
      min-block-size: 1.5rem;
    }
  `,
})
export class ReportFilters {
  readonly scope = input.required<ReportScope>();
  protected readonly m = injectReportMessages().reports;
  protected readonly months = MONTHS;
  protected readonly kinds = KINDS;
  protected readonly allFacts = FACTS;
  protected readonly today = new Date().toISOString().slice(0, 10);
  readonly #api = inject(Api);
  readonly #router = inject(Router);

  protected readonly asOf = computed(() => this.scope().asOf ?? this.today);
  protected readonly lookingBack = computed(() => String(this.scope().months ?? 'all'));
  protected readonly accounts = liveQuery(
    ['accounts'],
    () => ({}),
    () => this.#accounts(),
  );

  protected async choose(what: Readonly<Record<string, string>>): Promise<void> {
    const chosen = { ...paramsOf(this.scope()), ...what };
    const queryParams = paramsOf(scopeOf(chosen['asOf'] === this.today ? { ...chosen, asOf: '' } : chosen));
    await this.#router.navigate(['/work/reports'], { queryParams });
  }

  /** All that this person may see, by name. */
  async #accounts() {
    const accounts: { readonly id: string; readonly name: string }[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.#api.query(listAccounts, {
        query: { limit: PAGE, ...(cursor !== undefined && { cursor }) },
      });
      accounts.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    return accounts;
  }
}
