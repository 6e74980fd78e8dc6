import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { completeTask, reopenTask, type MemberView, type ProjectView, type TaskView } from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { Me } from '../data/me';
import { TaskActs } from '../data/task-acts';
import { injectStaffMessages } from '../messages/messages';
import { CommandDialog } from '../ui/command-dialog';
import { Field } from '../ui/field';
import { Readers } from '../ui/readers';
import { Seen } from '../ui/seen';
import { Toast } from '../ui/toast';

/** Completes a step, or opens it again; says before what the client reads of it. */
@Component({
  selector: 'app-task-dialog',
  imports: [CommandDialog, Field, Readers, Seen],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-command-dialog
      [heading]="isReopening() ? m.staff.reopenTitle(task().title) : m.staff.completeTaskTitle(task().title)"
      [subject]="project().name"
      [send]="isReopening() ? m.staff.reopenConfirm : m.staff.completeConfirm"
      [isRunning]="sending.isRunning()"
      [error]="sending.error()"
      (submitted)="send()"
      (closed)="closed.emit()"
    >
      @if (isReopening()) {
        <app-field
          [lines]="3"
          [longest]="500"
          [label]="m.staff.reason"
          [hint]="m.staff.reasonHint"
          [wrong]="sending.wrong('reason')"
          [(value)]="reason"
        />
      }
      <app-seen
        [client]="project().account.name"
        [nothing]="task().visibility === 'internal'"
        [heading]="sentence()"
        [text]="isReopening() ? reason() : consequence()"
      />
      @if (task().visibility === 'client') {
        <app-readers [members]="members()" />
      }
    </app-command-dialog>
  `,
})
export class TaskDialog {
  readonly project = input.required<ProjectView>();
  readonly task = input.required<TaskView>();
  readonly members = input.required<readonly MemberView[]>();
  readonly act = input.required<'complete' | 'reopen'>();
  readonly closed = output();
  protected readonly m = injectStaffMessages();
  protected readonly reason = signal('');
  protected readonly isReopening = computed(() => this.act() === 'reopen');
  protected readonly dialog = viewChild.required(CommandDialog);
  readonly #api = inject(Api);
  readonly #me = inject(Me);
  readonly #toast = inject(Toast);
  readonly #acts = inject(TaskActs);

  protected readonly sentence = computed(() => {
    const name = this.#me.view()?.name ?? '';
    return this.isReopening()
      ? this.m.staff.reopenVisible(name, this.task().title)
      : this.m.staff.completeVisible(name, this.task().title);
  });
  protected readonly consequence = computed(() => {
    const { unlocks } = this.task();
    return unlocks.length > 0 ? this.m.home.unlocks(this.m.list(unlocks)) : '';
  });

  protected readonly sending = new Act<string>(async (reason, key) => {
    const params = { projectId: this.project().id, taskId: this.task().id };
    if (this.isReopening())
      await this.#api.command(reopenTask, { params, body: reason.trim() === '' ? {} : { reason } }, { key });
    else await this.#api.command(completeTask, { params }, { key });
  });

  protected async send(): Promise<void> {
    const { task, project } = { task: this.task(), project: this.project() };
    if (!(await this.sending.go(this.reason()))) return;
    this.#toast.show(
      this.isReopening()
        ? { text: this.m.project.reopened(task.title) }
        : {
            text: this.m.project.completed(task.title),
            act: { label: this.m.project.undo, run: () => void this.#acts.reopen(project.id, task) },
          },
    );
    this.dialog().close();
  }
}
