import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listProjects, type ProjectSummary } from '#contracts';
import { Api } from '../data/api';
import { Dates, dayKey } from '../data/dates';
import { FoundList } from '../data/found-list';
import { injectStaffMessages } from '../messages/messages';
import { Find } from '../ui/find';
import { Loaded } from '../ui/loaded';
import { ProjectStatus } from '../ui/project-status';

/** All projects that this person works on, newest activity first. */
@Component({
  selector: 'app-staff-projects',
  imports: [Find, Loaded, ProjectStatus, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1 class="title">{{ m.staff.projects }}</h1>
    @if (found.hasAny()) {
      <p class="muted">{{ m.staff.projectsLead }}</p>
      <app-find [label]="m.staff.findProject" [(value)]="found.name" />
    }
    <app-loaded [query]="found.first" />
    @if (found.first.value(); as page) {
      @if (!found.hasAny()) {
        <div class="empty">
          <b>{{ m.staff.noProjects }}</b>{{ m.staff.noProjectsText }}
          <a routerLink="/work/clients">{{ m.staff.clients }}</a>
        </div>
      } @else if (page.items.length === 0) {
        <p class="empty" role="status">{{ m.staff.noneCalled(found.name()) }}</p>
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
            @for (project of found.pages.items(); track project.id) {
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
        @if (found.pages.hasMore()) {
          <p class="line-up tools">
            <button class="button" type="button" [disabled]="found.pages.isLoadingMore()" (click)="found.pages.more()">
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
  readonly #api = inject(Api);

  protected readonly found = new FoundList(['projects', 'project-activity', 'project-names', 'accounts'], (query) =>
    this.#api.query(listProjects, { query }),
  );

  protected waiting({ kind, waitingOnBusiness, waitingOnClient }: ProjectSummary): string {
    if (kind === 'recorded') return this.m.projects.recorded;
    const parts = [
      waitingOnBusiness > 0 && this.m.staff.withUs(waitingOnBusiness),
      waitingOnClient > 0 && this.m.staff.withClient(waitingOnClient),
    ].filter((part) => part !== false);
    return parts.length > 0 ? this.m.list(parts) : this.m.staff.nothingWaits;
  }
}
