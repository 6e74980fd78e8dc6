import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  viewChild,
} from '@angular/core';
import type { ReplayView } from '#contracts';
import { injectAdminMessages } from '../../messages/messages';
import { choiceOf } from '../../data/choice';
import { CommandDialog } from '../../ui/command-dialog';
import { hasFreshBuild } from './builds-of';
import { ReplayWords } from './replay-words';
import type { StartAct } from './start-act';

/** Asks which view is to be rebuilt, and which version of it where the program has two; says what follows. */
@Component({
  selector: 'app-rebuild-dialog',
  imports: [CommandDialog],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-command-dialog
      [heading]="m.replay.rebuildTitle"
      [send]="m.replay.rebuildConfirm"
      [isRunning]="starting().act.isRunning()"
      [error]="starting().act.error()"
      (submitted)="send()"
      (closed)="closed.emit()"
    >
      <p>{{ m.replay.rebuildText }}</p>
      @if (view(); as chosen) {
        <div class="field">
          <label for="which">{{ m.replay.rebuildWhich }}</label>
          <select class="input" id="which" (change)="name.set($any($event.target).value)">
            @for (one of free(); track one.name) {
              <option [value]="one.name" [selected]="one.name === chosen.name">{{ words.view(one.name) }}</option>
            }
          </select>
        </div>
        @if (chosen.versions.length > 1) {
          <div class="field">
            <label for="version">{{ m.replay.rebuildVersion }}</label>
            <select class="input" id="version" (change)="version.set(+$any($event.target).value)">
              @for (one of chosen.versions; track one) {
                <option [value]="one" [selected]="one === version()">
                  {{ one === chosen.serving.version ? m.replay.rebuildVersionInUse(one) : one }}
                </option>
              }
            </select>
          </div>
        }
      } @else {
        <p>{{ m.replay.rebuildNone }}</p>
      }
    </app-command-dialog>
  `,
})
export class RebuildDialog {
  readonly views = input.required<readonly ReplayView[]>();
  readonly starting = input.required<StartAct>();
  /** Of this view. */
  readonly begun = output<string>();
  readonly closed = output();
  protected readonly m = injectAdminMessages();
  protected readonly words = inject(ReplayWords);
  protected readonly dialog = viewChild.required(CommandDialog);
  protected readonly free = computed(() => this.views().filter((view) => !hasFreshBuild(view)));
  protected readonly name = choiceOf(() => this.free().map(({ name }) => name));
  protected readonly view = computed(() => this.free().find(({ name }) => name === this.name()));
  /** What was chosen stays chosen while the views move on, and is forgotten with the choice of another view. */
  protected readonly version = linkedSignal<Pick<ReplayView, 'name' | 'versions'>, number | undefined>({
    source: () => ({ name: this.name(), versions: this.view()?.versions ?? [] }),
    computation: ({ name, versions }, before) =>
      versions.find((one) => name === before?.source.name && one === before.value) ?? versions.at(-1),
  });

  protected async send(): Promise<void> {
    const name = this.name();
    if (name === '' || !(await this.starting().go(name, this.version()))) return;
    this.dialog().close();
    this.begun.emit(name);
  }
}
