import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { getAccount, listProjects } from '#contracts';
import { AccountPeople } from '../admin/account-people';
import { AccountStaff } from '../admin/account-staff';
import { RenameAccountDialog } from '../admin/rename-account-dialog';
import { Api } from '../data/api';
import { Dates } from '../data/dates';
import { liveQuery } from '../data/live-query';
import { injectStaffMessages } from '../messages/messages';
import { Loaded } from '../ui/loaded';
import { ProjectStatus } from '../ui/project-status';
import { StartProjectDialog } from './start-project-dialog';

/** One client: their projects, their people, and who of the business works for them. */
@Component({
  selector: 'app-client-page',
  imports: [AccountPeople, AccountStaff, Loaded, ProjectStatus, RenameAccountDialog, RouterLink, StartProjectDialog],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <app-loaded [query]="query" />
    @if (query.value(); as view) {
      <p class="meta">
        <a class="calm" routerLink="/work/clients">{{ m.staff.clients }}</a>
      </p>
      <div class="line-up">
        <h1 class="title">{{ view.name }}</h1>
        <span class="push line-up">
          <a class="button" [routerLink]="['/work/clients', view.id, 'timeline']">{{ m.timeline.title }}</a>
          @if (view.allowed.includes('renameAccount')) {
            <button class="button" type="button" (click)="asking.set('rename')">{{ m.admin.rename }}</button>
          }
          @if (view.allowed.includes('startProject')) {
            <button class="button main" type="button" (click)="asking.set('start')">{{ m.staff.startProject }}</button>
          }
        </span>
      </div>
      <div class="two below">
        <div class="stack sections-plain">
          <section class="section" aria-labelledby="projects">
            <header>
              <h2 id="projects">{{ m.staff.projects }}</h2>
            </header>
            @if (projects.value(); as list) {
              @if (list.items.length === 0) {
                <div class="empty">
                  <b>{{ m.staff.noProjects }}</b>
                </div>
              }
              <ul class="rows">
                @for (project of list.items; track project.id) {
                  <li>
                    <div class="grow">
                      <a class="whole-row" [routerLink]="['/work/projects', project.id]">{{ project.name }}</a>
                      <p class="meta dots">
                        @if (project.phase) {
                          <span>{{ project.phase }}</span>
                        }
                        @if (project.kind === 'run') {
                          <span>{{ m.home.milestones(project.done, project.tasks) }}</span>
                        } @else {
                          <span>{{ m.projects.recorded }}</span><span>{{
                            m.projects.entries(dates.number(project.events))
                          }}</span>
                        }
                      </p>
                    </div>
                    <app-project-status [project]="project" />
                  </li>
                }
              </ul>
              @if (list.next) {
                <p class="spaced">
                  <a class="meta" routerLink="/work/projects">{{ m.home.allProjects }}</a>
                </p>
              }
            }
          </section>
          <app-account-people [account]="view" />
        </div>
        <aside [attr.aria-label]="m.admin.staff"><app-account-staff [account]="view" /></aside>
      </div>
      @switch (asking()) {
        @case ('start') {
          <app-start-project-dialog [account]="view" (closed)="asking.set(undefined)" />
        }
        @case ('rename') {
          <app-rename-account-dialog [account]="view" (closed)="asking.set(undefined)" />
        }
      }
    }
  `,
  styles: `
    .below {
      margin-block-start: 2rem;
    }
    .sections-plain {
      --gap: var(--section-gap);
    }
  `,
})
export class ClientPage {
  readonly account = input.required<string>();
  protected readonly m = injectStaffMessages();
  protected readonly dates = inject(Dates);
  protected readonly asking = signal<'start' | 'rename' | undefined>(undefined);
  readonly #api = inject(Api);

  protected readonly query = liveQuery(
    ['accounts', 'people'],
    () => this.account(),
    (accountId) => this.#api.query(getAccount, { params: { accountId } }),
  );
  protected readonly projects = liveQuery(
    ['projects', 'project-activity'],
    () => this.account(),
    (account) => this.#api.query(listProjects, { query: { account, limit: 50 } }),
  );
}
