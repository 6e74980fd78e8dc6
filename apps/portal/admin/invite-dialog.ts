import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { inviteColleague, inviteMember, type BusinessRole, type ClientRole } from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { injectStaffMessages } from '../messages/messages';
import { CommandDialog } from '../ui/command-dialog';
import { Field } from '../ui/field';
import { Toast } from '../ui/toast';

type Role = ClientRole | BusinessRole;

const CLIENT_ROLES: readonly Role[] = ['owner', 'member', 'finance', 'viewer'];
const BUSINESS_ROLES: readonly Role[] = ['staff', 'admin'];

/** Invites a person of a client, or a colleague where no client is given. */
@Component({
  selector: 'app-invite-dialog',
  imports: [CommandDialog, Field],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-command-dialog
      [heading]="client() ? m.admin.inviteMemberTitle(client()?.name ?? '') : m.admin.inviteColleagueTitle"
      [send]="m.admin.invite"
      [isRunning]="inviting.isRunning()"
      [error]="inviting.error()"
      (submitted)="invite()"
      (closed)="closed.emit()"
    >
      <app-field [longest]="100" [label]="m.admin.name" [wrong]="inviting.wrong('name')" [(value)]="name" />
      <app-field
        type="email"
        [longest]="254"
        [label]="m.admin.email"
        [wrong]="inviting.wrong('email')"
        [(value)]="email"
      />
      <fieldset>
        <legend>{{ m.admin.role }}</legend>
        <div class="choices">
          @for (one of roles(); track one) {
            <label class="choice"
              ><input type="radio" name="role" [checked]="one === chosen()" (change)="role.set(one)" /><span>{{
                m.roles[one]
              }}</span
              ><span class="meta">{{ m.roleTexts[one] }}</span></label
            >
          }
        </div>
      </fieldset>
    </app-command-dialog>
  `,
  styles: `
    .choices {
      margin-block-start: 0.375rem;
    }
  `,
})
export class InviteDialog {
  /** The client whose person it is; absent for colleagues. */
  readonly client = input<{ readonly id: string; readonly name: string }>();
  readonly closed = output();
  protected readonly m = injectStaffMessages();
  protected readonly name = signal('');
  protected readonly email = signal('');
  protected readonly role = signal<Role | undefined>(undefined);
  protected readonly roles = computed(() => (this.client() ? CLIENT_ROLES : BUSINESS_ROLES));
  protected readonly chosen = computed(() => this.role() ?? this.roles()[this.client() ? 1 : 0] ?? 'member');
  protected readonly dialog = viewChild.required(CommandDialog);
  readonly #api = inject(Api);
  readonly #toast = inject(Toast);

  protected readonly inviting = new Act<{ name: string; email: string; role: Role }>(
    async ({ name, email, role }, key) => {
      const client = this.client();
      if (client)
        await this.#api.command(
          inviteMember,
          { params: { accountId: client.id }, body: { name, email, role: role as ClientRole } },
          { key },
        );
      else await this.#api.command(inviteColleague, { body: { name, email, role: role as BusinessRole } }, { key });
    },
  );

  protected async invite(): Promise<void> {
    const name = this.name();
    if (!(await this.inviting.go({ name, email: this.email(), role: this.chosen() }))) return;
    this.#toast.show({ text: this.m.admin.invited(name) });
    this.dialog().close();
  }
}
