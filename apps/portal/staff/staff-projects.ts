import { ChangeDetectionStrategy, Component, inject, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listProjects, type ProjectSummary } from '#contracts';
import { Api } from '../data/api';
import { Dates, dayKey } from '../data/dates';
import { liveQuery } from '../data/live-query';
import { Paged } from '../data/paged';
import { injectStaffMessages } from '../messages/messages';
import { Find } from '../ui/find';
import { Loaded } from '../ui/loaded';
import { ProjectStatus } from '../ui/project-status';

const PAGE = 50;

/** All projects that this person works on, newest activity first. */
@Component({
  selector: 'app-staff-projects',
  imports: [Find, Loaded, ProjectStatus, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1 class="title">{{ m.staff.projects }}</h1>
    @if (hasAny()) {
      <p class="muted">{{ m.staff.projectsLead }}</p>
      <app-find [label]="m.staff.findProject" [(value)]="name" />
    }
    <app-loaded [query]="first" />
    @if (first.value(); as page) {
      @if (!hasAny()) {
        <div class="empty">
          <b>{{ m.staff.noProjects }}</b>{{ m.staff.noProjectsText }}
          <a routerLink="/work/clients">{{ m.staff.clients }}</a>
        </div>
      } @else if (page.items.length === 0) {
        <p class="empty" role="status">{{ m.staff.noneCalled(name()) }}</p>
      } @else {
        <table class="table folds">
          <thead>
            <tr>
              <th scope="col">{{ m.staff.name }}</th>
              <th scope="col">{{ m.staff.client }}</th>
              <th scope="col">{{ m.staff.phase }}</th>
              <th scope="col">{{ m.staff.status }}</th>
              <th scope="col">{{ m.staff.waiting }}</th>
              <th scope="col" class="end">{{ m.staff.due }}</th>
            </tr>
          </thead>
          <tbody>
            @for (project of list.items(); track project.id) {
              <tr>
                <th scope="row" class="medium">
                  <a class="calm" [routerLink]="['/work/projects', project.id]">{{ project.name }}</a>
                </th>
                <td class="meta">
                  <a class="calm" [routerLink]="['/work/clients', project.account.id]">{{ project.account.name }}</a>
                </td>
                <td class="meta wide-cell">{{ project.phase ?? '' }}</td>
                <td class="wide-cell"><app-project-status [project]="project" /></td>
                <td class="meta nums wide-cell">{{ waiting(project) }}</td>
                <td class="end nowrap top-end">
                  @if (project.dueOn; as due) {
                    <span class="age" [class.late]="due < today">{{ dates.day(due) }}</span>
                  } @else if (project.kind === 'recorded' && project.lastAt) {
                    <span class="age">{{ dates.instantDay(project.lastAt) }}</span>
                  }
                </td>
              </tr>
            }
          </tbody>
        </table>
        @if (list.hasMore()) {
          <p class="line-up tools">
            <button class="button" type="button" [disabled]="list.isLoadingMore()" (click)="list.more()">
              {{ m.states.showMore }}
            </button>
          </p>
        }
      }
    }
  `,
  styles: `
    .tools {
      margin-block: 1rem;
    }
  `,
})
export class StaffProjects {
  protected readonly m = injectStaffMessages();
  protected readonly dates = inject(Dates);
  protected readonly today = dayKey(new Date());
  protected readonly name = signal('');
  readonly #api = inject(Api);

  protected readonly first = liveQuery(
    ['projects', 'project-activity', 'project-names', 'accounts'],
    () => ({ name: this.name() }),
    () => this.#load(),
  );
  /** Whether there is anything to find; known once a list without a name has come. */
  protected readonly hasAny = linkedSignal<number | undefined, boolean>({
    source: () => (this.name() === '' ? this.first.value()?.items.length : undefined),
    computation: (count, before) => (count === undefined ? (before?.value ?? false) : count > 0),
  });
  protected readonly list = new Paged(this.first, (cursor) => this.#load(cursor));

  protected waiting({ kind, waitingOnBusiness, waitingOnClient }: ProjectSummary): string {
    if (kind === 'recorded') return this.m.projects.recorded;
    const parts = [
      waitingOnBusiness > 0 && this.m.staff.withUs(waitingOnBusiness),
      waitingOnClient > 0 && this.m.staff.withClient(waitingOnClient),
    ].filter((part) => part !== false);
    return parts.length > 0 ? this.m.list(parts) : this.m.staff.nothingWaits;
  }

  #load(cursor?: string) {
    const name = this.name();
    return this.#api.query(listProjects, {
      query: { limit: PAGE, ...(name !== '' && { name }), ...(cursor !== undefined && { cursor }) },
    });
  }
}
