import { ChangeDetectionStrategy, Component, inject, input, linkedSignal, output, viewChild } from '@angular/core';
import { renameAccount, type AccountView } from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { injectStaffMessages } from '../messages/messages';
import { CommandDialog } from '../ui/command-dialog';
import { Field } from '../ui/field';

/** Gives an account another name. */
@Component({
  selector: 'app-rename-account-dialog',
  imports: [CommandDialog, Field],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-command-dialog
      [heading]="m.admin.renameTitle"
      [subject]="account().name"
      [send]="m.admin.save"
      [isRunning]="renaming.isRunning()"
      [error]="renaming.error()"
      (submitted)="rename()"
      (closed)="closed.emit()"
    >
      <app-field [longest]="100" [label]="m.staff.accountName" [wrong]="renaming.wrong('name')" [(value)]="name" />
    </app-command-dialog>
  `,
})
export class RenameAccountDialog {
  readonly account = input.required<AccountView>();
  readonly closed = output();
  protected readonly m = injectStaffMessages();
  protected readonly name = linkedSignal<AccountView, string>({
    source: this.account,
    computation: ({ name }, before) => before?.value ?? name,
  });
  protected readonly dialog = viewChild.required(CommandDialog);
  readonly #api = inject(Api);

  protected readonly renaming = new Act<{ name: string; version: number }>(async ({ name, version }, key) => {
    await this.#api.command(
      renameAccount,
      { params: { accountId: this.account().id }, body: { name } },
      { key, version },
    );
  });

  protected async rename(): Promise<void> {
    if (await this.renaming.go({ name: this.name(), version: this.account().version })) this.dialog().close();
  }
}
