import { ChangeDetectionStrategy, Component, computed, inject, input, output, viewChild } from '@angular/core';
import { injectAdminMessages } from '../../messages/messages';
import { CommandDialog } from '../../ui/command-dialog';
import { notEqual, type BuildOf } from './builds-of';
import { ReplayWords } from './replay-words';
import { SwitchAct } from './switch-act';

/** Asks before a build serves that differs from the one in use, and says what readers will see. */
@Component({
  selector: 'app-switch-dialog',
  imports: [CommandDialog],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-command-dialog
      [heading]="m.replay.switchTitle(words.view(of().view.name), words.build(of().build.id))"
      [send]="m.replay.switchConfirm"
      [isRunning]="switching.act.isRunning()"
      [error]="switching.act.error()"
      (submitted)="send()"
      (closed)="closed.emit()"
    >
      <p>{{ text() }}</p>
      <p>{{ m.replay.switchBackText(words.build(of().view.serving.id)) }}</p>
    </app-command-dialog>
  `,
})
export class SwitchDialog {
  readonly of = input.required<BuildOf>();
  readonly closed = output();
  /** It serves. */
  readonly done = output();
  protected readonly m = injectAdminMessages();
  protected readonly words = inject(ReplayWords);
  protected readonly switching = new SwitchAct();
  protected readonly dialog = viewChild.required(CommandDialog);

  protected readonly text = computed(() => {
    const { comparison } = this.of().build;
    const differ = comparison === null ? 0 : notEqual(comparison);
    const all = differ + (comparison?.equal ?? 0);
    return this.m.replay.switchText(this.words.number(differ), differ === 1, this.words.number(all));
  });

  protected async send(): Promise<void> {
    if (!(await this.switching.go(this.of(), true))) return;
    this.dialog().close();
    this.done.emit();
  }
}
