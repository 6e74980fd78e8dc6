import { ChangeDetectionStrategy, Component, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ParkedEventView } from '#contracts';
import { injectAdminMessages } from '../../messages/messages';
import { ActError } from '../../ui/act-error';
import { LeaveOutDialog } from './leave-out-dialog';
import { RetryAct } from './retry-act';

/** What can be done about a parked event. */
@Component({
  selector: 'app-parked-acts',
  imports: [ActError, LeaveOutDialog, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p class="line-up">
      <button class="button main" type="button" (click)="again()">
        {{ m.replay.tryAgain }}
      </button>
      @if (links()) {
        <a class="button" [routerLink]="['/work/replay', event().view, 'parked', event().id]">{{
          m.replay.seeEvent
        }}</a>
      }
      <button class="button quiet plain-ink" type="button" (click)="asking.set(true)">{{ m.replay.leaveOut }}</button>
    </p>
    <p class="meta" role="status">{{ retry.outcome() }}</p>
    <app-act-error [error]="retry.act.error()" />
    @if (asking()) {
      <app-leave-out-dialog [event]="event()" (closed)="asking.set(false)" (done)="settled.emit()" />
    }
  `,
  styles: `
    [role='status']:not(:empty) {
      margin-block-start: 0.75rem;
    }
  `,
})
export class ParkedActs {
  readonly event = input.required<ParkedEventView>();
  /** With a link to the event's own page. */
  readonly links = input(false);
  /** The event is not parked any more. */
  readonly settled = output();
  protected readonly m = injectAdminMessages();
  protected readonly asking = signal(false);
  protected readonly retry = new RetryAct();

  protected async again(): Promise<void> {
    if (await this.retry.go(this.event().view)) this.settled.emit();
  }
}
