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
import { updateStatus, type MemberView, type ProjectView, type StatusState } from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { injectStaffMessages } from '../messages/messages';
import { CommandDialog } from '../ui/command-dialog';
import { Field } from '../ui/field';
import { Readers } from '../ui/readers';
import { Seen } from '../ui/seen';
import { Toast } from '../ui/toast';

const STATES: readonly StatusState[] = ['on-track', 'at-risk', 'late', 'paused', 'finished'];

/** Says how a project stands, in a sentence for the client. */
@Component({
  selector: 'app-status-dialog',
  imports: [CommandDialog, Field, Readers, Seen],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-command-dialog
      [wide]="true"
      [heading]="m.staff.updateStatusTitle(client())"
      [subject]="project().name"
      [send]="m.staff.sendTo(client())"
      [isRunning]="sending.isRunning()"
      [error]="sending.error()"
      (submitted)="send()"
      (closed)="closed.emit()"
    >
      <div class="field">
        <label for="state">{{ m.staff.state }}</label>
        <select class="input" id="state" (change)="state.set($any($event.target).value)">
          @for (one of states; track one) {
            <option [value]="one" [selected]="one === state()">{{ m.status[one] }}</option>
          }
        </select>
      </div>
      <app-field
        [lines]="4"
        [longest]="500"
        [label]="m.staff.sentence"
        [hint]="m.staff.sentenceHint"
        [wrong]="sending.wrong('sentence')"
        [(value)]="sentence"
      />
      @if (sending.error()?.status === 412) {
        <p class="note-line warn">{{ m.staff.changedMeanwhile }}</p>
      }
      <div seen class="stack">
        <app-seen [client]="client()" [heading]="m.status[state()]" [text]="sentence()" />
        @if (project().status; as was) {
          <p class="meta">
            {{ m.staff.was }}: <s>{{ m.status[was.state] }}. {{ was.sentence }}</s>
          </p>
        }
        <app-readers [members]="members()" />
      </div>
    </app-command-dialog>
  `,
})
export class StatusDialog {
  readonly project = input.required<ProjectView>();
  readonly members = input.required<readonly MemberView[]>();
  readonly closed = output();
  protected readonly m = injectStaffMessages();
  protected readonly states = STATES;
  protected readonly client = computed(() => this.project().account.name);
  protected readonly state = linkedSignal<ProjectView, StatusState>({
    source: this.project,
    computation: (project, before) => before?.value ?? project.status?.state ?? 'on-track',
  });
  protected readonly sentence = linkedSignal<ProjectView, string>({
    source: this.project,
    computation: (_, before) => before?.value ?? '',
  });
  protected readonly dialog = viewChild.required(CommandDialog);
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);

  protected readonly sending = new Act<{ state: StatusState; sentence: string; version: number }>(
    async ({ version, ...body }, key) => {
      await this.#api.command(updateStatus, { params: { projectId: this.project().id }, body }, { key, version });
    },
  );

  protected async send(): Promise<void> {
    const version = this.project().status?.version ?? 0;
    if (!(await this.sending.go({ state: this.state(), sentence: this.sentence(), version }))) return;
    this.#toast.show({ text: this.m.staff.sent(this.client()) });
    this.dialog().close();
  }
}
