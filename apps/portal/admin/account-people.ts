import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import {
  changeMemberRole,
  reinviteMember,
  removeMember,
  type AccountView,
  type ClientRole,
  type MemberView,
} from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { Dates } from '../data/dates';
import { injectStaffMessages } from '../messages/messages';
import { ActError } from '../ui/act-error';
import { Face } from '../ui/face';
import { Toast } from '../ui/toast';
import { ConfirmDialog } from './confirm-dialog';
import { InviteDialog } from './invite-dialog';

const ROLES: readonly ClientRole[] = ['owner', 'member', 'finance', 'viewer'];

/** The people of a client and what each may do; admins change it here, staff read it. */
@Component({
  selector: 'app-account-people',
  imports: [ActError, ConfirmDialog, Face, InviteDialog],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section class="section" aria-labelledby="members">
      <header>
        <h2 id="members">{{ m.admin.members }}</h2>
        @if (mayManage()) {
          <button class="button quiet push" type="button" (click)="inviting.set(true)">
            {{ m.admin.inviteMember }}
          </button>
        }
      </header>
      @if (account().members.length === 0) {
        <p class="empty">{{ m.admin.noMembers }}</p>
      }
      <ul class="rows">
        @for (member of account().members; track member.id) {
          <li>
            <app-face [name]="member.name" />
            <div class="grow">
              <p class="medium">{{ nameOf(member) }}</p>
              <p class="meta dots">
                <span>{{ member.email }}</span><span>{{
                  member.joined ? m.admin.joined : m.admin.invitedOn(dates.instantDay(member.invitedAt))
                }}</span>
              </p>
            </div>
            @if (mayManage()) {
              @if (!member.joined) {
                <button class="button quiet" type="button" (click)="again(member)">
                  {{ m.admin.again }}<span class="hush"> {{ nameOf(member) }}</span>
                </button>
              }
              <label
                ><span class="hush">{{ m.admin.changeRole(nameOf(member)) }}</span>
                <select
                  class="input role"
                  (change)="acting.go({ kind: 'role', personId: member.id, role: $any($event.target).value })"
                >
                  @for (role of roles; track role) {
                    <option [value]="role" [selected]="role === member.role">{{ m.roles[role] }}</option>
                  }
                </select>
              </label>
              <button class="button quiet plain-ink" type="button" (click)="removing.set(member)">
                {{ m.admin.remove }}<span class="hush"> {{ nameOf(member) }}</span>
              </button>
            } @else {
              <span class="meta">{{ m.roles[member.role] }}</span>
            }
          </li>
        }
      </ul>
      <app-act-error [error]="removing() ? undefined : acting.error()" />
    </section>
    @if (inviting()) {
      <app-invite-dialog [client]="account()" (closed)="inviting.set(false)" />
    }
    @if (removing(); as member) {
      <app-confirm-dialog
        [heading]="m.admin.removeTitle(nameOf(member), account().name)"
        [text]="m.admin.removeText"
        [send]="m.admin.removeConfirm"
        [isRunning]="acting.isRunning()"
        [error]="acting.error()"
        (confirmed)="remove(member)"
        (closed)="removing.set(undefined)"
      />
    }
  `,
  styles: `
    .role {
      inline-size: 7.5rem;
    }
  `,
})
export class AccountPeople {
  readonly account = input.required<AccountView>();
  protected readonly m = injectStaffMessages();
  protected readonly dates = inject(Dates);
  protected readonly roles = ROLES;
  protected readonly inviting = signal(false);
  protected readonly removing = signal<MemberView | undefined>(undefined);
  protected readonly mayManage = computed(() => this.account().allowed.includes('inviteMember'));
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);

  protected readonly acting = new Act<
    { kind: 'role'; personId: string; role: ClientRole } | { kind: 'again' | 'remove'; personId: string }
  >(async (act, key) => {
    const params = { accountId: this.account().id, personId: act.personId };
    if (act.kind === 'role') await this.#api.command(changeMemberRole, { params, body: { role: act.role } }, { key });
    else await this.#api.command(act.kind === 'again' ? reinviteMember : removeMember, { params }, { key });
  });

  protected nameOf(member: MemberView): string {
    return member.name ?? this.m.timeline.erased;
  }

  protected async again(member: MemberView): Promise<void> {
    if (await this.acting.go({ kind: 'again', personId: member.id }))
      this.#toast.show({ text: this.m.admin.invited(this.nameOf(member)) });
  }

  protected async remove(member: MemberView): Promise<void> {
    if (!(await this.acting.go({ kind: 'remove', personId: member.id }))) return;
    this.removing.set(undefined);
    this.#toast.show({ text: this.m.admin.removed(this.nameOf(member)) });
  }
}
