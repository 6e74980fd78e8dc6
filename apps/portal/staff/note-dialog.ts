import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { addInternalNote, publishNote, type MemberView, type ProjectView, type Visibility } from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { Me } from '../data/me';
import { injectStaffMessages } from '../messages/messages';
import { CommandDialog } from '../ui/command-dialog';
import { Field } from '../ui/field';
import { Readers } from '../ui/readers';
import { Seen } from '../ui/seen';
import { Toast } from '../ui/toast';

/** Writes a note. The two kinds are two commands with two buttons, two grounds and two sets of words, and no switch between them. */
@Component({
  selector: 'app-note-dialog',
  imports: [CommandDialog, Field, Readers, Seen],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-command-dialog
      [wide]="true"
      [heading]="isInternal() ? m.staff.internalNoteTitle(business()) : m.staff.publishNoteTitle(client())"
      [subject]="project().name"
      [send]="isInternal() ? m.staff.addInternal : m.staff.publishTo(readers(), client())"
      [isRunning]="sending.isRunning()"
      [error]="sending.error()"
      (submitted)="send()"
      (closed)="closed.emit()"
    >
      <app-field
        [lines]="7"
        [longest]="10000"
        [label]="m.staff.note"
        [wrong]="sending.wrong('body')"
        [(value)]="body"
      />
      <div seen class="stack">
        <app-seen [client]="client()" [nothing]="isInternal()" [heading]="me.view()?.name ?? ''" [text]="body()" />
        @if (!isInternal()) {
          <app-readers [members]="members()" />
        }
      </div>
    </app-command-dialog>
  `,
})
export class NoteDialog {
  readonly project = input.required<ProjectView>();
  readonly members = input.required<readonly MemberView[]>();
  readonly visibility = input.required<Visibility>();
  readonly closed = output();
  protected readonly m = injectStaffMessages();
  protected readonly me = inject(Me);
  protected readonly body = signal('');
  protected readonly client = computed(() => this.project().account.name);
  protected readonly business = computed(() => this.me.view()?.business ?? '');
  protected readonly isInternal = computed(() => this.visibility() === 'internal');
  protected readonly readers = computed(() => this.members().filter(({ joined }) => joined).length);
  protected readonly dialog = viewChild.required(CommandDialog);
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);

  protected readonly sending = new Act<{ body: string }>(async (body, key) => {
    await this.#api.command(
      this.isInternal() ? addInternalNote : publishNote,
      { params: { projectId: this.project().id }, body },
      { key },
    );
  });

  protected async send(): Promise<void> {
    if (!(await this.sending.go({ body: this.body() }))) return;
    this.#toast.show({ text: this.isInternal() ? this.m.staff.kept : this.m.staff.sent(this.client()) });
    this.dialog().close();
  }
}
