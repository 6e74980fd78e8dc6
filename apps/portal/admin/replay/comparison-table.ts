import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ComparisonSummary } from '#contracts';
import { injectAdminMessages } from '../../messages/messages';
import { notEqual } from './builds-of';
import { ReplayWords } from './replay-words';

/** What came of comparing two builds of a view, in counts; the way to the documents behind them. */
@Component({
  selector: 'app-comparison-table',
  imports: [RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <table class="table compare">
      <caption class="hush">
        {{
          caption()
        }}
      </caption>
      <thead>
        <tr>
          <th scope="col">{{ m.replay.compared }}</th>
          <th scope="col" class="end">{{ heads()[0] }}</th>
          <th scope="col" class="end">{{ heads()[1] }}</th>
          <th scope="col" class="end">{{ m.replay.differ }}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row" class="medium">{{ m.replay.documents }}</th>
          <td class="end">{{ words.number(comparison().documents.before) }}</td>
          <td class="end">{{ words.number(comparison().documents.after) }}</td>
          <td class="end">{{ words.number(differ()) }}</td>
        </tr>
        <tr>
          <th scope="row" class="medium">{{ m.replay.otherwise }}</th>
          <td class="end">–</td>
          <td class="end">–</td>
          <td class="end">{{ words.number(comparison().differing) }}</td>
        </tr>
        <tr>
          <th scope="row" class="medium">{{ m.replay.onlyInOne }}</th>
          <td class="end">{{ words.number(comparison().onlyBefore) }}</td>
          <td class="end">{{ words.number(comparison().onlyAfter) }}</td>
          <td class="end">{{ words.number(comparison().onlyBefore + comparison().onlyAfter) }}</td>
        </tr>
        <tr>
          <th scope="row" class="medium">{{ m.replay.equal }}</th>
          <td class="end">–</td>
          <td class="end">–</td>
          <td class="end nowrap">{{ equal() }}</td>
        </tr>
      </tbody>
    </table>
    @if (differ() > 0) {
      <p class="meta way">
        <a [routerLink]="['/work/replay', view(), 'builds', comparison().after]">{{
          m.replay.seeDifferences(words.number(differ()), differ() === 1)
        }}</a>
      </p>
    }
  `,
  styles: `
    .compare td,
    .compare tbody th {
      padding-block: 0.3125rem;
      min-inline-size: 0;
    }
    .way {
      margin-block-start: 0.625rem;
    }
  `,
})
export class ComparisonTable {
  readonly view = input.required<string>();
  readonly comparison = input.required<ComparisonSummary>();
  protected readonly m = injectAdminMessages();
  protected readonly words = inject(ReplayWords);
  protected readonly heads = computed(() => this.words.pair(this.comparison().before, this.comparison().after));
  protected readonly differ = computed(() => notEqual(this.comparison()));
  protected readonly equal = computed(() => {
    const { equal } = this.comparison();
    return this.m.replay.equalOf(this.words.number(equal), this.words.number(equal + this.differ()));
  });
  protected readonly caption = computed(() => {
    const { asOf } = this.comparison();
    return asOf === null ? this.m.replay.comparison : this.m.replay.comparedAsOf(this.words.record(asOf));
  });
}
