import { Injectable } from '@nestjs/common';
import type { ParkedEventView } from '#contracts';
import { Directory } from '#platform';
import { causesAmong, type Obstacle } from './parked.js';
import { Replay } from './replay.js';

/** An event in the way of a view. */
export interface ObstacleOfView extends Obstacle {
  readonly view: string;
}

const MOST_DOCUMENTS = 20;

/** What views could not apply, with names for whoever has to decide about it. */
@Injectable()
export class ParkedEvents {
  constructor(
    private readonly replay: Replay,
    private readonly directory: Directory,
  ) {}

  /** Of the builds that serve. @throws Refusal for a view that does not exist */
  async of(view?: string): Promise<ObstacleOfView[]> {
    const { sources, runner } = this.replay;
    const names = view === undefined ? sources.all.map((source) => source.view) : [sources.of(view).view];
    const found = await Promise.all(names.map(async (name) => ({ name, parked: await runner.parked(name) })));
    return found.flatMap(({ name, parked }) => causesAmong(parked).map((one) => ({ view: name, ...one })));
  }

  async shown(obstacles: readonly ObstacleOfView[]): Promise<ParkedEventView[]> {
    const ids = obstacles.flatMap(({ event, documents }) => [
      subjectOf(event.stream),
      ...documents.slice(0, MOST_DOCUMENTS),
    ]);
    const names = await this.#names([...new Set(ids)]);
    const nameOf = (id: string) => names.get(id) ?? null;
    return obstacles.map(({ view, event, cause, reason, documents, waiting }) => ({
      id: event.id,
      view,
      type: event.type,
      stream: event.stream,
      about: nameOf(subjectOf(event.stream)),
      number: event.revision + 1,
      recordedAt: event.at,
      cause,
      reason,
      documents: documents.slice(0, MOST_DOCUMENTS).map((id) => ({ id, name: nameOf(id) })),
      documentCount: documents.length,
      waiting,
    }));
  }

  /** An id is that of an account, a person or a project: ids are unique among all of them. */
  async #names(ids: readonly string[]): Promise<Map<string, string>> {
    const [people, accounts, projects] = [
      await this.directory.people(ids),
      await this.directory.accounts(ids),
      await this.directory.projects(ids),
    ];
    return new Map(
      ids.flatMap((id) => {
        const name = projects.get(id)?.name ?? accounts.get(id)?.name ?? people.get(id)?.name;
        return typeof name === 'string' ? [[id, name]] : [];
      }),
    );
  }
}

/** Id of what a stream is about. */
function subjectOf(stream: string): string {
  return stream.slice(stream.indexOf('-') + 1);
}
