import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ReportScope } from '#contracts';
import { Views, notFound, type Principal } from '#platform';
import { EVERYTHING, type Condition, type FindQuery } from '#read-models';
import type { Course, Knowledge } from './domain/course.js';
import { recordedCourse, undatedIn } from './domain/recorded-course.js';
import { runCourse } from './domain/run-course.js';
import { partId, reports, type ReportDocument } from './reports.js';

const PAGE = 200;

/** A project and how it went, as far as it is known. */
export interface ReadCourse {
  /** Its first document. */
  readonly project: ReportDocument;
  /** Absent while nothing of it can be placed in time. */
  readonly course: Course | undefined;
  /** How many of its events are known. */
  readonly events: number;
  /** How many of them cannot be placed in time. */
  readonly undated: number;
}

type Narrowing = Pick<ReportScope, 'account' | 'kind'> & { readonly project?: string | undefined };

/** Reads how projects went, of those that the person may see reports of. */
@Injectable()
export class ReadCourses {
  constructor(private readonly views: Views) {}

  /**
   * All of them, each once, though they change meanwhile; the portal has time for others between two pages.
   *
   * @throws ProblemError 404 for an account that is not theirs to see
   */
  async *all(principal: Principal, narrowing: Narrowing, known: Knowledge): AsyncGenerator<ReadCourse> {
    const seen = new Set<string>();
    for (const where of conditionsFor(principal, narrowing.account)) {
      // Whatever changes moves behind what is still to come, so that nothing is passed over.
      for await (const page of this.#pages({ where, sort: [['last', 'asc']], limit: PAGE })) {
        const fresh = page.filter(({ _id }) => !seen.has(_id));
        for (const { _id } of fresh) seen.add(_id);
        yield* await this.#courses(fresh, narrowing, known);
      }
    }
  }

  /**
   * From a place on, the project in which something happened last first.
   *
   * @param from `last` of the first project wanted
   * @throws ProblemError 404 for an account that is not theirs to see
   */
  async *newestFirst(
    principal: Principal,
    narrowing: Narrowing,
    known: Knowledge,
    from: number | undefined,
  ): AsyncGenerator<ReadCourse> {
    const [first, ...others] = conditionsFor(principal, narrowing.account);
    if (!first) return;
    const where = others.length === 0 ? first : { $or: [first, ...others] };
    const find: FindQuery = { where, sort: [['last', 'desc']], limit: PAGE, ...(from !== undefined && { from }) };
    for await (const page of this.#pages(find)) yield* await this.#courses(page, narrowing, known);
  }

  async *#pages(find: FindQuery): AsyncGenerator<readonly ReportDocument[]> {
    const view = this.views.of(reports);
    for (let after: string | undefined; ;) {
      const { items, next } = await view.find({ ...find, after });
      yield items;
      if (next === undefined) return;
      after = next;
      await setImmediate();
    }
  }

  async #courses(
    page: readonly ReportDocument[],
    { kind, project }: Narrowing,
    known: Knowledge,
  ): Promise<ReadCourse[]> {
    const wanted = page.filter(
      (first) => (project === undefined || first._id === project) && (kind === undefined || kindOf(first) === kind),
    );
    const further = await this.views.of(reports).getMany(wanted.flatMap(furtherParts));
    const byId = new Map(further.map((part) => [part._id, part]));
    return wanted.map((first) => {
      const parts = [first, ...furtherParts(first).flatMap((id) => byId.get(id) ?? [])];
      return { project: first, ...readCourse(parts, known) };
    });
  }
}

/**
 * One condition for everything, or one for each account: in an account the index gives the order, over several of them
 * everything would have to be sorted for each page.
 */
function conditionsFor(principal: Principal, account: string | undefined): Condition[] {
  const scope = principal.scope('read', 'report');
  const narrowed = (to: Condition): Condition => ({ $and: [scope, { part: 0 }, to] });
  if (account !== undefined) {
    if (!principal.can('read', { resource: 'report', account })) throw notFound();
    return [narrowed({ account })];
  }
  const { businessRole, assigned } = principal.rights;
  return businessRole === 'admin' ? [narrowed(EVERYTHING)] : assigned.map((one) => narrowed({ account: one }));
}

function furtherParts({ _id, parts }: ReportDocument): string[] {
  return Array.from({ length: Math.max(0, parts - 1) }, (_, index) => partId(_id, index + 1));
}

function kindOf({ recorded }: ReportDocument): Course['kind'] {
  return recorded ? 'recorded' : 'run';
}

function readCourse(parts: readonly ReportDocument[], known: Knowledge): Omit<ReadCourse, 'project'> {
  const [first] = parts;
  if (!first?.recorded) {
    const moments = parts.flatMap(({ run }) => run?.moments ?? []);
    const until = Math.min(known.happened, known.recorded);
    const course = runCourse(first?.run?.tasks ?? [], moments, known);
    return { course, events: moments.filter(([, at]) => at <= until).length, undated: 0 };
  }
  const activities = parts.flatMap(({ recorded }) => recorded ?? []);
  const course = recordedCourse(activities, known);
  const undated = undatedIn(activities, known);
  return { course, events: (course?.steps.length ?? 0) + undated, undated };
}
