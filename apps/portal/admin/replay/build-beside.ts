import {
  ChangeDetectionStrategy,
  Component,
  afterRenderEffect,
  computed,
  inject,
  input,
  output,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { compareBuilds, pauseRebuild, resumeRebuild } from '#contracts';
import { Act } from '../../data/act';
import { Api } from '../../data/api';
import { injectAdminMessages } from '../../messages/messages';
import { ActError } from '../../ui/act-error';
import type { BuildOf } from './builds-of';
import { ComparisonTable } from './comparison-table';
import { DropDialog } from './drop-dialog';
import { RebuildProgressBar } from './rebuild-progress';
import { ReplayWords } from './replay-words';
import { SwitchAct } from './switch-act';
import { SwitchDialog } from './switch-dialog';

/** A build that never served: how far it is, how it compares with the one in use, and the way to switch to it. */
@Component({
  selector: 'app-build-beside',
  imports: [ActError, ComparisonTable, DropDialog, RebuildProgressBar, SwitchDialog],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './build-beside.html',
  styles: `
    .rebuild {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 1.25rem 2.5rem;
      padding-block-start: 1rem;
    }
    @media (min-width: 52rem) {
      .rebuild {
        grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr);
      }
    }
    .switch-line {
      margin-block-start: 1rem;
    }
  `,
})
export class BuildBesideSection {
  readonly of = input.required<BuildOf>();
  /** Somebody has just begun it here: what they pressed is gone, reading goes on with it. */
  readonly takesFocus = input(false);
  /** It serves now, or is gone. */
  readonly settled = output();
  protected readonly m = injectAdminMessages();
  protected readonly words = inject(ReplayWords);
  protected readonly asking = signal<'switch' | 'drop' | undefined>(undefined);
  protected readonly switching = new SwitchAct();
  protected readonly title = viewChild.required<ElementRef<HTMLElement>>('top');
  readonly #api = inject(Api);

  protected readonly build = computed(() => this.of().build);
  protected readonly name = computed(() => this.words.build(this.build().id));
  protected readonly inUse = computed(() => this.words.build(this.of().view.serving.id));
  protected readonly phase = computed(() => this.build().progress?.phase);
  protected readonly heading = computed(() => {
    const view = this.words.view(this.of().view.name);
    if (this.phase() === 'failed') return this.m.replay.isStopped(view, this.name());
    return this.phase() === undefined
      ? this.m.replay.isBuilt(view, this.name())
      : this.m.replay.beingBuilt(view, this.name());
  });
  /** What can be done about the building of it; nothing when there is nothing to do. */
  protected readonly control = computed(() => {
    const phase = this.phase();
    if (phase === undefined || phase === 'ready') return undefined;
    return phase === 'paused' || phase === 'failed' ? ('resume' as const) : ('pause' as const);
  });
  protected readonly isComparing = computed(() => this.build().comparing || this.comparing.isRunning());
  protected readonly madeText = computed(() => {
    const { documents, bytes, rebuilt } = this.build();
    const took = rebuilt === null ? undefined : this.words.duration(rebuilt.seconds);
    return this.m.replay.builtText(this.#count(documents), this.words.bytes(bytes), took);
  });

  protected readonly controlling = new Act<'pause' | 'resume'>(async (what, key) => {
    const params = { view: this.of().view.name };
    await this.#api.command(what === 'pause' ? pauseRebuild : resumeRebuild, { params }, { key });
  });
  protected readonly comparing = new Act<string>(async (build, key) => {
    await this.#api.command(compareBuilds, { params: { view: this.of().view.name, build } }, { key });
  });

  #count(documents: number): string {
    return this.m.replay.documentCount(this.words.number(documents), documents === 1);
  }

  constructor() {
    afterRenderEffect(() => {
      if (this.takesFocus()) this.title().nativeElement.focus();
    });
  }

  protected async switch(): Promise<void> {
    const { mayServe } = this.build();
    if (mayServe === 'differs') this.asking.set('switch');
    if (mayServe === 'yes' && (await this.switching.go(this.of()))) this.settled.emit();
  }
}
