import { Injectable } from '@nestjs/common';
import { Views } from '#platform';
import { findNamed, type FindQuery, type NameQuery, type Page } from '#read-models';
import { projectActivity, type ProjectActivity } from './project-activity.js';
import { projectNames } from './project-names.js';
import { projects, type ProjectDocument } from './projects.js';

/** A project's plan together with how it moves. */
export interface KnownProject extends ProjectDocument {
  readonly activity: ProjectActivity;
}

/** The views that a {@link KnownProject} is read from. */
export const PROJECT_VIEWS = [projects, projectActivity, projectNames] as const;

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

  /** Those in whose name words begin so. @param query names fields of {@link ProjectNameWord} */
  async findNamed(query: NameQuery): Promise<Page<KnownProject>> {
    const { items, ...next } = await findNamed(this.views.of(projectNames), query);
    return { items: await this.#planned(await this.views.of(projectActivity).getMany(items)), ...next };
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
