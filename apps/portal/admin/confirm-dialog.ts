import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import type { ApiError } from '../data/api';
import { CommandDialog } from '../ui/command-dialog';

/** Asks before somebody is cut off, and says what follows. */
@Component({
  selector: 'app-confirm-dialog',
  imports: [CommandDialog],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-command-dialog
      [grave]="true"
      [heading]="heading()"
      [send]="send()"
      [isRunning]="isRunning()"
      [error]="error()"
      (submitted)="confirmed.emit()"
      (closed)="closed.emit()"
    >
      <p>{{ text() }}</p>
    </app-command-dialog>
  `,
})
export class ConfirmDialog {
  readonly heading = input.required<string>();
  readonly text = input.required<string>();
  readonly send = input.required<string>();
  readonly isRunning = input(false);
  readonly error = input<ApiError | undefined>();
  readonly confirmed = output();
  readonly closed = output();
}
