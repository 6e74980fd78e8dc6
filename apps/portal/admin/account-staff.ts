import { ChangeDetectionStrategy, Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { assignStaff, listColleagues, unassignStaff, type AccountView } from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { choiceOf } from '../data/choice';
import { liveQuery } from '../data/live-query';
import { injectStaffMessages } from '../messages/messages';
import { CommandDialog } from '../ui/command-dialog';
import { Face } from '../ui/face';
import { Toast } from '../ui/toast';
import { ConfirmDialog } from './confirm-dialog';

type Person = AccountView['staff'][number];

/** Who of the business works for a client; the first of them is the one that the client asks. */
@Component({
  selector: 'app-account-staff',
  imports: [CommandDialog, ConfirmDialog, Face],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="section" aria-labelledby="staff">
      <header>
        <h2 id="staff">{{ m.admin.staff }}</h2>
        @if (mayManage()) {
          <button class="button quiet push" type="button" (click)="asking.set(true)">{{ m.admin.assign }}</button>
        }
      </header>
      @if (account().staff.length === 0) {
        <p class="empty">{{ m.admin.noStaff }}</p>
      }
      <ul class="rows">
        @for (person of account().staff; track person.id) {
          <li>
            <app-face [name]="person.name" />
            <p class="grow medium">{{ nameOf(person) }}</p>
            @if (mayManage()) {
              <button class="button quiet plain-ink" type="button" (click)="leaving.set(person)">
                {{ m.admin.unassign }}<span class="hush"> {{ person.name }}</span>
              </button>
            }
          </li>
        }
      </ul>
    </section>
    @if (leaving(); as person) {
      <app-confirm-dialog
        [heading]="m.admin.removeTitle(nameOf(person), account().name)"
        [text]="m.admin.unassignText"
        [send]="m.admin.removeConfirm"
        [isRunning]="ending.isRunning()"
        [error]="ending.error()"
        (confirmed)="end(person)"
        (closed)="leaving.set(undefined)"
      />
    }
    @if (asking()) {
      <app-command-dialog
        #dialog
        [heading]="m.admin.assignTitle(account().name)"
        [send]="m.admin.assignConfirm"
        [isRunning]="assigning.isRunning()"
        [error]="assigning.error()"
        (submitted)="assign()"
        (closed)="asking.set(false)"
      >
        @if (free().length === 0) {
          <p>{{ m.admin.nobodyToAssign }}</p>
        } @else {
          <div class="field">
            <label for="who">{{ m.admin.assignWho }}</label>
            <select class="input" id="who" (change)="who.set($any($event.target).value)">
              @for (person of free(); track person.id) {
                <option [value]="person.id" [selected]="person.id === who()">
                  {{ nameOf(person) }}, {{ m.roles[person.role].toLowerCase() }}
                </option>
              }
            </select>
          </div>
        }
      </app-command-dialog>
    }
  `,
})
export class AccountStaff {
  readonly account = input.required<AccountView>();
  protected readonly m = injectStaffMessages();
  protected readonly asking = signal(false);
  protected readonly leaving = signal<Person | undefined>(undefined);
  protected readonly mayManage = computed(() => this.account().allowed.includes('assignStaff'));
  protected readonly dialog = viewChild<CommandDialog>('dialog');
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);

  protected readonly colleagues = liveQuery(
    ['workspace', 'people'],
    () => this.asking() || undefined,
    () => this.#api.query(listColleagues, { query: { limit: 200 } }),
  );
  protected readonly free = computed(() => {
    const assigned = new Set(this.account().staff.map(({ id }) => id));
    return (this.colleagues.value()?.items ?? []).filter(({ id }) => !assigned.has(id));
  });
  protected readonly who = choiceOf(() => this.free().map(({ id }) => id));

  protected readonly assigning = new Act<string>(async (personId, key) => {
    await this.#api.command(assignStaff, { params: { accountId: this.account().id }, body: { personId } }, { key });
  });
  protected readonly ending = new Act<string>(async (personId, key) => {
    await this.#api.command(unassignStaff, { params: { accountId: this.account().id, personId } }, { key });
  });

  protected nameOf(person: Pick<Person, 'name'>): string {
    return person.name ?? this.m.timeline.erased;
  }

  protected async end(person: Person): Promise<void> {
    if (!(await this.ending.go(person.id))) return;
    this.leaving.set(undefined);
    this.#toast.show({ text: this.m.admin.unassigned(this.nameOf(person), this.account().name) });
  }

  protected async assign(): Promise<void> {
    if (this.who() === '' || (await this.assigning.go(this.who()))) this.dialog()?.close();
  }
}
