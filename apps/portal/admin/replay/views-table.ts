import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { LucideCircleAlert, LucideCircleCheck, LucideHourglass, LucideTriangleAlert } from '@lucide/angular';
import type { ReplayView } from '#contracts';
import { injectAdminMessages } from '../../messages/messages';
import { hasFreshBuild } from './builds-of';
import { ReplayWords } from './replay-words';

/** Every view with its version, how far it has read, how much it keeps and how it stands. On a phone a row is a few lines. */
@Component({
  selector: 'app-views-table',
  imports: [LucideCircleAlert, LucideCircleCheck, LucideHourglass, LucideTriangleAlert],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './views-table.html',
  styles: `
    .table th {
      padding-block-start: 0.5rem;
    }
    .table tbody th {
      padding-block-start: var(--cell-pad);
      min-inline-size: 9rem;
    }
    .act {
      /* Rows are alike whether or not there is something to press. */
      block-size: calc(var(--control) + 2 * var(--cell-pad));
    }
    .only-folded {
      display: none;
    }
    @media (max-width: 46rem) {
      .table.folds td.not-folded {
        display: none;
      }
      .table.folds td.only-folded {
        display: block;
        white-space: normal;
      }
      .table.folds tbody th {
        padding-block: 0;
        min-inline-size: 0;
        align-self: center;
      }
      .table.folds td.act {
        block-size: auto;
      }
    }
  `,
})
export class ViewsTable {
  readonly views = input.required<readonly ReplayView[]>();
  /** A view's name. */
  readonly rebuild = output<string>();
  protected readonly m = injectAdminMessages();
  protected readonly words = inject(ReplayWords);
  protected readonly mayBeRebuilt = (view: ReplayView): boolean => !hasFreshBuild(view);

  protected percentOf({ serving }: ReplayView): string {
    return this.m.replay.ofPercent(this.words.percent(serving.percent));
  }

  protected stateOf({ state, parked, beside }: ReplayView): string {
    const text = state === 'waits-for-you' ? this.m.replay.waitsForYou(parked) : this.m.replay.states[state];
    const fresh = beside.find(({ served }) => !served);
    if (fresh === undefined) return text;
    const build = this.words.build(fresh.id);
    return fresh.progress === null ? this.m.replay.withBuilt(text, build) : this.m.replay.withBuilding(text, build);
  }

  protected folded(view: ReplayView): string {
    const { version, behind, documents } = view.serving;
    return this.m.replay.folded(
      this.m.replay.version(version),
      this.percentOf(view),
      this.words.behind(behind),
      this.m.replay.documentCount(this.words.number(documents), documents === 1),
    );
  }
}
