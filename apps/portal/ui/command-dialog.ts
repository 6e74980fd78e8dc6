import { ChangeDetectionStrategy, Component, input, output, viewChild } from '@angular/core';
import type { ApiError } from '../data/api';
import { injectStaffMessages } from '../messages/messages';
import { ActError } from './act-error';
import { Dialog } from './dialog';

/**
 * A dialog that gives one command: fields on the left, `[seen]` (what the client will see, who reads it) on the right,
 * one button. Control and Enter sends.
 */
@Component({
  selector: 'app-command-dialog',
  imports: [ActError, Dialog],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-dialog [heading]="heading()" [subject]="subject()" [wide]="wide()" (closed)="closed.emit()">
      <form
        novalidate
        (submit)="$event.preventDefault(); submitted.emit()"
        (keydown.control.enter)="submitted.emit()"
        (keydown.meta.enter)="submitted.emit()"
      >
        <div class="inside" [class.columns]="wide()">
          <div class="stack fields"><ng-content /><app-act-error [error]="error()" /></div>
          <div class="stack fields"><ng-content select="[seen]" /></div>
        </div>
        <div class="dialog-foot">
          <button class="button" [class.main]="!grave()" [class.grave]="grave()" type="submit" [disabled]="isRunning()">
            {{ send() }}
            @if (wide()) {
              <kbd class="key">{{ m.staff.sendKeys }}</kbd>
            }
          </button>
          <button class="button quiet plain-ink" type="button" (click)="close()">{{ m.staff.cancel }}</button>
        </div>
      </form>
    </app-dialog>
  `,
  styles: `
    .fields {
      --gap: 0.875rem;
    }
    .inside:not(.columns) > .fields:last-child:empty {
      display: none;
    }
  `,
})
export class CommandDialog {
  readonly heading = input.required<string>();
  readonly subject = input<string | undefined>();
  /** The button's words: a verb with its object. */
  readonly send = input.required<string>();
  readonly wide = input(false);
  /** For acts that cut somebody off. */
  readonly grave = input(false);
  readonly isRunning = input(false);
  readonly error = input<ApiError | undefined>();
  readonly submitted = output();
  readonly closed = output();
  protected readonly m = injectStaffMessages();
  protected readonly dialog = viewChild.required(Dialog);

  close(): void {
    this.dialog().close();
  }
}
