import { Injectable } from '@nestjs/common';
import { Views } from '#platform';
import type { FindQuery, Page } from '#read-models';
import { projectActivity, type ProjectActivity } from './project-activity.js';
import { projects, type ProjectDocument } from './projects.js';

/** A project's plan together with how it moves. */
export interface KnownProject extends ProjectDocument {
  readonly activity: ProjectActivity;
}

/** The views that a {@link KnownProject} is read from. */
export const PROJECT_VIEWS = [projects, projectActivity] as const;

/** Pages that one request for a part of a name looks through; `next` goes on from there. */
const MOST_PAGES = 20;

/** Reads projects from their two views; one that only one of them knows yet is not there. */
@Injectable()
export class KnownProjects {
  constructor(private readonly views: Views) {}

  async get(id: string): Promise<KnownProject | undefined> {
    const activity = await this.views.of(projectActivity).get(id);
    return activity && (await this.#planned([activity]))[0];
  }

  /** @param query names fields of {@link ProjectActivity} */
  async find(query: FindQuery): Promise<Page<KnownProject>> {
    const { items, ...next } = await this.views.of(projectActivity).find(query);
    return { items: await this.#planned(items), ...next };
  }

  /** Those whose name holds `part`. Names are compared here, since no index finds a part of one; a page may then hold fewer than there are. */
  async findNamed(part: string, query: FindQuery): Promise<Page<KnownProject>> {
    const wanted = part.toLowerCase();
    const found: ProjectActivity[] = [];
    let after = query.after;
    for (let pages = 0; pages < MOST_PAGES && found.length < query.limit; pages += 1) {
      const page = await this.views.of(projectActivity).find({ ...query, after, limit: query.limit - found.length });
      found.push(...page.items.filter(({ name }) => name.toLowerCase().includes(wanted)));
      after = page.next;
      if (after === undefined) break;
    }
    return { items: await this.#planned(found), ...(after !== undefined && { next: after }) };
  }

  async #planned(activities: readonly ProjectActivity[]): Promise<KnownProject[]> {
    const plans = await this.views.of(projects).getMany(activities.map(({ _id }) => _id));
    const byId = new Map(plans.map((plan) => [plan._id, plan]));
    return activities.flatMap((activity) => {
      const plan = byId.get(activity._id);
      return plan ? [{ ...plan, activity }] : [];
    });
  }
}
