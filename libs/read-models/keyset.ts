import type { Sql, SqlFields } from './condition-sql.js';
import { BadCursor, type FindQuery, type Sort } from './read-model.js';
import { jsonToSql, sqlToJson, toSql, type SqlValue } from './sql-value.js';

interface SortColumn {
  readonly field: string;
  readonly column: string;
  readonly isDescending: boolean;
}

/** The order of a list, and where in it a page begins. */
export class Keyset {
  readonly #columns: readonly SortColumn[];
  readonly #name: string;

  /** @throws TypeError for fields that are not declared */
  constructor(sort: Sort, fields: SqlFields) {
    const whole: Sort = sort.some(([field]) => field === '_id') ? sort : [...sort, ['_id', sort.at(-1)?.[1] ?? 'asc']];
    this.#columns = whole.map(([field, direction]) => {
      const column = fields.column(field);
      if (!column || !['asc', 'desc'].includes(direction)) throw new TypeError(`Nothing can be sorted by ${field}.`);
      return { field, column, isDescending: direction === 'desc' };
    });
    this.#name = whole.map((pair) => pair.join(' ')).join(', ');
  }

  get orderBy(): string {
    return this.#columns.map(({ column, isDescending }) => `${column} ${isDescending ? 'DESC' : 'ASC'}`).join(', ');
  }

  /** The cursor of the page that follows a document. */
  cursorAfter(document: object): string {
    const values = this.#columns.map(({ field }) => sqlToJson(toSql((document as Record<string, unknown>)[field])));
    return Buffer.from(JSON.stringify([this.#name, ...values])).toString('base64url');
  }

  /** What documents of the page must meet. @throws BadCursor */
  bounds({ after, from }: Pick<FindQuery, 'after' | 'from'>): Sql[] {
    const bounds: Sql[] = [];
    const [first] = this.#columns;
    if (from !== undefined && first) {
      bounds.push({ text: `${first.column} ${first.isDescending ? '<=' : '>='} ?`, values: [toSql(from)] });
    }
    if (after !== undefined) bounds.push(this.#beyond(this.#read(after)));
    return bounds;
  }

  #read(cursor: string): SqlValue[] {
    try {
      const [name, ...values] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
      if (name !== this.#name || values.length !== this.#columns.length) throw new BadCursor();
      return values.map(jsonToSql);
    } catch {
      throw new BadCursor();
    }
  }

  #beyond(values: readonly SqlValue[]): Sql {
    const isDescending = this.#columns[0]?.isDescending;
    if (this.#columns.some((column) => column.isDescending !== isDescending)) return this.#beyondMixed(values);
    const columns = this.#columns.map(({ column }) => column).join(', ');
    return { text: `(${columns}) ${isDescending ? '<' : '>'} (${values.map(() => '?').join(', ')})`, values };
  }

  /** Directions differ, so: beyond in the first column, or equal there and beyond in the second, and so on. */
  #beyondMixed(values: readonly SqlValue[]): Sql {
    const alternatives = this.#columns.map(({ column, isDescending }, index) => {
      const equal = this.#columns.slice(0, index).map((earlier) => `${earlier.column} = ?`);
      return {
        text: [...equal, `${column} ${isDescending ? '<' : '>'} ?`].join(' AND '),
        values: values.slice(0, index + 1),
      };
    });
    return {
      text: `(${alternatives.map(({ text }) => text).join(' OR ')})`,
      values: alternatives.flatMap((alternative) => alternative.values),
    };
  }
}
