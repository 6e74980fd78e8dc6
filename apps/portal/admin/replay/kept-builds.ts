import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { injectAdminMessages } from '../../messages/messages';
import { ActError } from '../../ui/act-error';
import type { BuildOf } from './builds-of';
import { DropDialog } from './drop-dialog';
import { ReplayWords } from './replay-words';
import { SwitchAct } from './switch-act';

/** Builds that served before: one click goes back to each, for as long as it is kept. */
@Component({
  selector: 'app-kept-builds',
  imports: [ActError, DropDialog],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="section" aria-labelledby="kept">
      <header>
        <h2 id="kept">{{ m.replay.kept }}</h2>
      </header>
      <app-act-error [error]="switching.act.error()" />
      <ul class="rows">
        @for (one of builds(); track one.key) {
          <li>
            <div class="grow">
              <p class="medium">{{ nameOf(one) }}</p>
              <p class="meta dots">
                <span>{{ untilOf(one) }}</span><span>{{ words.bytes(one.build.bytes) }}</span>
              </p>
            </div>
            @if (one.build.mayServe === 'yes') {
              <button class="button" type="button" (click)="back(one)">
                {{ m.replay.switchBack }}<span class="hush"> {{ nameOf(one) }}</span>
              </button>
            } @else {
              <span class="meta">{{ m.replay.mayServe[one.build.mayServe] }}</span>
            }
            <button class="button quiet plain-ink" type="button" (click)="dropping.set(one)">
              {{ m.replay.dropShort }}<span class="hush"> {{ nameOf(one) }}</span>
            </button>
          </li>
        }
      </ul>
    </section>
    @if (dropping(); as one) {
      <app-drop-dialog [of]="one" (closed)="dropping.set(undefined)" (done)="settled.emit()" />
    }
  `,
})
export class KeptBuilds {
  readonly builds = input.required<readonly BuildOf[]>();
  /** One of them serves again, or is gone. */
  readonly settled = output();
  protected readonly m = injectAdminMessages();
  protected readonly words = inject(ReplayWords);
  protected readonly dropping = signal<BuildOf | undefined>(undefined);
  protected readonly switching = new SwitchAct();

  protected nameOf({ view, build }: BuildOf): string {
    return this.m.replay.keptItem(this.words.view(view.name), this.words.build(build.id));
  }

  protected untilOf({ build }: BuildOf): string {
    return build.keptUntil === null
      ? this.m.replay.keptOpen
      : this.m.replay.keptUntil(this.words.record(build.keptUntil));
  }

  protected async back(one: BuildOf): Promise<void> {
    if (await this.switching.go(one)) this.settled.emit();
  }
}
