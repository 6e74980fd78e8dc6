import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { listAccounts, openAccount } from '#contracts';
import { Act } from '../data/act';
import { Api } from '../data/api';
import { FoundList } from '../data/found-list';
import { Me } from '../data/me';
import { injectStaffMessages } from '../messages/messages';
import { CommandDialog } from '../ui/command-dialog';
import { Field } from '../ui/field';
import { Find } from '../ui/find';
import { Loaded } from '../ui/loaded';

/** The clients that this person works for; all of them for admins. */
@Component({
  selector: 'app-clients',
  imports: [CommandDialog, Field, Find, Loaded, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="line-up">
      <h1 class="title">{{ m.staff.clients }}</h1>
      @if (isAdmin()) {
        <span class="push"
          ><button class="button main" type="button" (click)="asking.set(true)">{{ m.staff.openAccount }}</button></span
        >
      }
    </div>
    @if (found.hasAny()) {
      <app-find [label]="m.staff.findClient" [(value)]="found.name" />
    }
    <app-loaded [query]="found.first" />
    @if (found.first.value(); as page) {
      @if (!found.hasAny()) {
        <div class="empty">
          <b>{{ m.staff.noClients }}</b>{{ isAdmin() ? m.staff.noClientsAdmin : m.staff.noClientsStaff }}
        </div>
      } @else if (page.items.length === 0) {
        <p class="empty" role="status">{{ m.staff.noneCalled(found.name()) }}</p>
      } @else {
        <table class="table folds">
          <thead>
            <tr>
              <th scope="col">{{ m.staff.client }}</th>
              <th scope="col">{{ m.staff.people }}</th>
              <th scope="col">{{ m.staff.staff }}</th>
            </tr>
          </thead>
          <tbody>
            @for (account of found.pages.items(); track account.id) {
              <tr>
                <th scope="row" class="medium">
                  <a class="calm" [routerLink]="['/work/clients', account.id]">{{ account.name }}</a>
                </th>
                <td class="meta nums">{{ m.staff.members(account.members) }}</td>
                <td class="meta wide-cell">{{ namesOf(account.staff) }}</td>
              </tr>
            }
          </tbody>
        </table>
        @if (found.pages.hasMore()) {
          <p class="line-up tools">
            <button class="button" type="button" [disabled]="found.pages.isLoadingMore()" (click)="found.pages.more()">
              {{ m.states.showMore }}
            </button>
          </p>
        }
      }
    }
    @if (asking()) {
      <app-command-dialog
        [heading]="m.staff.openAccountTitle"
        [send]="m.staff.open"
        [isRunning]="opening.isRunning()"
        [error]="opening.error()"
        (submitted)="opening.go(newName())"
        (closed)="asking.set(false)"
      >
        <p class="muted">{{ m.staff.openAccountText }}</p>
        <app-field [longest]="100" [label]="m.staff.accountName" [wrong]="opening.wrong('name')" [(value)]="newName" />
      </app-command-dialog>
    }
  `,
  styles: `
    .tools {
      margin-block: 1rem;
    }
  `,
})
export class Clients {
  protected readonly m = injectStaffMessages();
  protected readonly newName = signal('');
  protected readonly asking = signal(false);
  readonly #api = inject(Api);
  readonly #me = inject(Me);
  readonly #router = inject(Router);
  protected readonly isAdmin = computed(() => this.#me.view()?.businessRole === 'admin');

  protected readonly found = new FoundList(['accounts', 'account-names', 'people'], (query) =>
    this.#api.query(listAccounts, { query }),
  );
  protected readonly opening = new Act<string>(async (name, key) => {
    const { id } = await this.#api.command(openAccount, { body: { name } }, { key });
    await this.#router.navigate(['/work/clients', id]);
  });

  protected namesOf(staff: readonly { readonly name: string | null }[]): string {
    return staff.length === 0
      ? this.m.staff.nobodyAssigned
      : this.m.list(staff.map(({ name }) => name ?? this.m.timeline.erased));
  }
}
