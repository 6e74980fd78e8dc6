import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import {
  changeColleagueRole,
  listColleagues,
  reinviteColleague,
  removeColleague,
  type BusinessRole,
  type ColleagueView,
} from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { Dates } from '../data/dates';
import { liveQuery } from '../data/live-query';
import { Me } from '../data/me';
import { Paged } from '../data/paged';
import { injectStaffMessages } from '../messages/messages';
import { ActError } from '../ui/act-error';
import { Face } from '../ui/face';
import { Loaded } from '../ui/loaded';
import { Toast } from '../ui/toast';
import { ConfirmDialog } from './confirm-dialog';
import { InviteDialog } from './invite-dialog';

const ROLES: readonly BusinessRole[] = ['staff', 'admin'];
const PAGE = 100;

/** Who works for the business, and what they may do. */
@Component({
  selector: 'app-people',
  imports: [ActError, ConfirmDialog, Face, InviteDialog, Loaded],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="line-up">
      <h1 class="title">{{ m.admin.people }}</h1>
      <span class="push"
        ><button class="button main" type="button" (click)="inviting.set(true)">
          {{ m.admin.inviteColleague }}
        </button></span
      >
    </div>
    <p class="muted">{{ m.admin.peopleLead }}</p>
    <app-loaded [query]="first" />
    <ul class="rows spaced">
      @for (person of list.items(); track person.id) {
        <li>
          <app-face [name]="person.name" />
          <div class="grow">
            <p class="medium">
              {{ person.id === me.view()?.id ? m.admin.yourself(nameOf(person)) : nameOf(person) }}
            </p>
            <p class="meta dots">
              <span>{{ person.email }}</span>
              <span>{{
                person.role === 'admin' ? m.admin.everyClient : m.admin.clientsOf(person.accounts.length)
              }}</span>
              @if (!person.joined) {
                <span>{{ m.admin.invitedOn(dates.instantDay(person.invitedAt)) }}</span>
              }
            </p>
          </div>
          @if (!person.joined) {
            <button class="button quiet" type="button" (click)="again(person)">
              {{ m.admin.again }}<span class="hush"> {{ nameOf(person) }}</span>
            </button>
          }
          <label
            ><span class="hush">{{ m.admin.changeRole(nameOf(person)) }}</span>
            <select class="input role" (change)="changeRole(person, $any($event.target))">
              @for (role of roles; track role) {
                <option [value]="role" [selected]="role === person.role">{{ m.roles[role] }}</option>
              }
            </select>
          </label>
          <button class="button quiet plain-ink" type="button" (click)="removing.set(person)">
            {{ m.admin.remove }}<span class="hush"> {{ nameOf(person) }}</span>
          </button>
        </li>
      }
    </ul>
    <app-act-error [error]="removing() ? undefined : acting.error()" />
    @if (list.hasMore()) {
      <p class="line-up">
        <button class="button" type="button" (click)="list.more()">{{ m.states.showMore }}</button>
      </p>
    }
    @if (inviting()) {
      <app-invite-dialog (closed)="inviting.set(false)" />
    }
    @if (removing(); as person) {
      <app-confirm-dialog
        [heading]="m.admin.removeColleagueTitle(nameOf(person))"
        [text]="m.admin.removeColleagueText"
        [send]="m.admin.removeColleagueConfirm"
        [isRunning]="acting.isRunning()"
        [error]="acting.error()"
        (confirmed)="remove(person)"
        (closed)="removing.set(undefined)"
      />
    }
  `,
  styles: `
    .role {
      inline-size: 6.5rem;
    }
  `,
})
export class People {
  protected readonly m = injectStaffMessages();
  protected readonly me = inject(Me);
  protected readonly dates = inject(Dates);
  protected readonly roles = ROLES;
  protected readonly inviting = signal(false);
  protected readonly removing = signal<ColleagueView | undefined>(undefined);
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);

  protected readonly first = liveQuery(
    ['workspace', 'people', 'accounts'],
    () => true,
    () => this.#load(),
  );
  protected readonly list = new Paged(this.first, (cursor) => this.#load(cursor));

  protected readonly acting = new Act<
    { kind: 'role'; personId: string; role: BusinessRole } | { kind: 'again' | 'remove'; personId: string }
  >(async (act, key) => {
    const params = { personId: act.personId };
    if (act.kind === 'role')
      await this.#api.command(changeColleagueRole, { params, body: { role: act.role } }, { key });
    else await this.#api.command(act.kind === 'again' ? reinviteColleague : removeColleague, { params }, { key });
  });

  protected nameOf(person: ColleagueView): string {
    return person.name ?? this.m.timeline.erased;
  }

  protected async changeRole(person: ColleagueView, select: HTMLSelectElement): Promise<void> {
    const done = await this.acting.go({ kind: 'role', personId: person.id, role: select.value as BusinessRole });
    if (!done) select.value = person.role;
  }

  protected async again(person: ColleagueView): Promise<void> {
    if (await this.acting.go({ kind: 'again', personId: person.id }))
      this.#toast.show({ text: this.m.admin.invited(this.nameOf(person)) });
  }

  protected async remove(person: ColleagueView): Promise<void> {
    if (!(await this.acting.go({ kind: 'remove', personId: person.id }))) return;
    this.removing.set(undefined);
    this.#toast.show({ text: this.m.admin.removed(this.nameOf(person)) });
  }

  #load(cursor?: string) {
    return this.#api.query(listColleagues, { query: { limit: PAGE, ...(cursor !== undefined && { cursor }) } });
  }
}
