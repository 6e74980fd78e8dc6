import { ChangeDetectionStrategy, Component, inject, input, output, viewChild } from '@angular/core';
import { dropBuild } from '#contracts';
import { Act } from '../../data/act';
import { Api } from '../../data/api';
import { injectAdminMessages } from '../../messages/messages';
import { CommandDialog } from '../../ui/command-dialog';
import { Toast } from '../../ui/toast';
import type { BuildOf } from './builds-of';
import { ReplayWords } from './replay-words';

/** Asks before a build is deleted, and says what follows. */
@Component({
  selector: 'app-drop-dialog',
  imports: [CommandDialog],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-command-dialog
      [grave]="true"
      [heading]="m.replay.dropTitle(view(), build())"
      [send]="m.replay.dropConfirm"
      [isRunning]="acting.isRunning()"
      [error]="acting.error()"
      (submitted)="send()"
      (closed)="closed.emit()"
    >
      <p>{{ of().build.served ? m.replay.dropKeptText : m.replay.dropText }}</p>
    </app-command-dialog>
  `,
})
export class DropDialog {
  readonly of = input.required<BuildOf>();
  readonly closed = output();
  /** It is dropped. */
  readonly done = output();
  protected readonly m = injectAdminMessages();
  protected readonly dialog = viewChild.required(CommandDialog);
  readonly #words = inject(ReplayWords);
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);

  protected readonly acting = new Act<string>(async (build, key) => {
    await this.#api.command(dropBuild, { params: { view: this.of().view.name, build } }, { key });
  });

  protected view(): string {
    return this.#words.view(this.of().view.name);
  }

  protected build(): string {
    return this.#words.build(this.of().build.id);
  }

  protected async send(): Promise<void> {
    const text = this.m.replay.dropped(this.view(), this.build());
    if (!(await this.acting.go(this.of().build.id))) return;
    this.#toast.show({ text });
    this.dialog().close();
    this.done.emit();
  }
}
