import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { leaveOutEvent, type ParkedEventView } from '#contracts';
import { Act } from '../../data/act';
import { Api } from '../../data/api';
import { wrongFields } from '../../data/wrong-fields';
import { injectAdminMessages } from '../../messages/messages';
import { CommandDialog } from '../../ui/command-dialog';
import { Field } from '../../ui/field';
import { Toast } from '../../ui/toast';
import { ParkedWords } from './parked-words';
import { ReplayWords } from './replay-words';

const LONGEST = 500;

/** Leaves a parked event out of a view; asks for the reason and says what follows. */
@Component({
  selector: 'app-leave-out-dialog',
  imports: [CommandDialog, Field],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-command-dialog
      [grave]="true"
      [heading]="m.replay.leaveOutTitle(view())"
      [subject]="parked.facts(event())"
      [send]="m.replay.leaveOutConfirm"
      [isRunning]="acting.isRunning()"
      [error]="acting.error()"
      (submitted)="send()"
      (closed)="closed.emit()"
    >
      <p>{{ m.replay.leaveOutText(view()) }}</p>
      <app-field
        [lines]="3"
        [longest]="longest"
        [label]="m.replay.leaveOutReason"
        [hint]="m.replay.leaveOutReasonHint"
        [wrong]="(tried() ? missing() : undefined) ?? acting.wrong('reason')"
        [(value)]="reason"
      />
    </app-command-dialog>
  `,
})
export class LeaveOutDialog {
  readonly event = input.required<ParkedEventView>();
  readonly closed = output();
  /** It is left out. */
  readonly done = output();
  protected readonly m = injectAdminMessages();
  protected readonly parked = inject(ParkedWords);
  protected readonly longest = LONGEST;
  protected readonly reason = signal('');
  protected readonly dialog = viewChild.required(CommandDialog);
  /** Errors stand at the field only once somebody has tried to send it. */
  protected readonly tried = signal(false);
  protected readonly missing = computed(() => wrongFields(leaveOutEvent.body, { reason: this.reason() })['reason']);
  readonly #words = inject(ReplayWords);
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);

  protected readonly acting = new Act<string>(async (reason, key) => {
    const { view, id: eventId } = this.event();
    await this.#api.command(leaveOutEvent, { params: { view, eventId }, body: { reason } }, { key });
  });

  protected view(): string {
    return this.#words.view(this.event().view);
  }

  protected async send(): Promise<void> {
    this.tried.set(true);
    if (this.missing() || !(await this.acting.go(this.reason()))) return;
    this.#toast.show({ text: this.m.replay.leftOut(this.view()) });
    this.dialog().close();
    this.done.emit();
  }
}
