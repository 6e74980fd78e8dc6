import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { listProjects } from '#contracts';
import { Api } from '../data/api';
import { Dates } from '../data/dates';
import { liveQuery } from '../data/live-query';
import { Me } from '../data/me';
import { paged } from '../data/paged';
import { injectMessages } from '../messages/messages';
import { Loaded } from '../ui/loaded';
import { Rail } from '../ui/rail';

const PAGE = 50;

/** All projects of an account, newest activity first. */
@Component({
  selector: 'app-projects',
  imports: [Loaded, Rail, RouterLink],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1 class="title">{{ m.projects.title }}</h1>
    <p class="lead">{{ m.projects.lead(me.view()?.business ?? '') }}</p>
    <app-loaded [query]="first" />
    @if (first.value(); as page) {
      @if (page.items.length === 0) {
        <div class="empty">
          <b>{{ m.projects.none }}</b>{{ m.projects.noneText(me.view()?.business ?? '') }}
        </div>
      }
      <ul class="rows">
        @for (project of list.items(); track project.id) {
          <li class="tall">
            <div class="grow stack">
              <div class="line-up">
                <a class="whole-row" [routerLink]="['/at', account(), 'projects', project.id]">{{ project.name }}</a>
                <span class="meta push dots nums">
                  @if (project.waitingOnClient > 0) {
                    <span class="ink">{{ m.projects.yours(project.waitingOnClient) }}</span>
                  }
                  @if (project.kind === 'run') {
                    <span>{{ m.home.milestones(project.done, project.tasks) }}</span>
                  } @else {
                    <span>{{ m.projects.recorded }}</span><span>{{
                      m.projects.entries(dates.number(project.events))
                    }}</span>
                    @if (project.lastAt; as last) {
                      <span>{{ m.projects.lastEntry(dates.instantDay(last)) }}</span>
                    }
                  }
                </span>
              </div>
              @if (project.phases.length > 0) {
                <app-rail [phases]="project.phases" [of]="project.name" />
              } @else if (project.phase) {
                <p class="meta">{{ project.phase }}</p>
              }
              @if (project.status; as status) {
                <p class="meta said">{{ status.sentence }}</p>
              }
            </div>
          </li>
        }
      </ul>
      @if (list.hasMore()) {
        <p class="line-up">
          <button class="button" type="button" [disabled]="list.isLoadingMore()" (click)="list.more()">
            {{ m.states.showMore }}
          </button>
        </p>
      }
    }
  `,
})
export class Projects {
  readonly account = input.required<string>();
  protected readonly m = injectMessages();
  protected readonly me = inject(Me);
  protected readonly dates = inject(Dates);
  readonly #api = inject(Api);

  protected readonly first = liveQuery(
    ['projects'],
    () => this.account(),
    (account) => this.#api.query(listProjects, { query: { account, limit: PAGE } }),
  );
  protected readonly list = paged(this.first, (cursor) =>
    this.#api.query(listProjects, { query: { account: this.account(), limit: PAGE, cursor } }),
  );
}
