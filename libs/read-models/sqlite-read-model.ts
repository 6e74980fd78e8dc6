import type { Document } from '#event-sourcing';
import { conditionToSql, listOf, type Sql } from './condition-sql.js';
import type { Condition } from './condition.js';
import { Keyset } from './keyset.js';
import type { FindQuery, Page, ReadModel, ValueCount } from './read-model.js';
import { fromSql } from './sql-value.js';
import type { SqliteViewFile } from './sqlite-view-file.js';

const IDS_AT_ONCE = 512;
const DUMPED_AT_ONCE = 500;

/** Reads of one view's file. */
export class SqliteReadModel<Doc extends Document> implements ReadModel<Doc> {
  constructor(private readonly file: SqliteViewFile) {}

  async get(id: string): Promise<Doc | undefined> {
    if (typeof id !== 'string') throw new TypeError('An id is missing.');
    const row = this.file.prepared('SELECT doc FROM documents WHERE id = ?').get(id);
    return row && toDocument<Doc>(row);
  }

  async getMany(ids: readonly string[]): Promise<Doc[]> {
    if (!ids.every((id) => typeof id === 'string')) throw new TypeError('An id is missing.');
    const found = new Map<string, Doc>();
    for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
      const list = listOf(ids.slice(start, start + IDS_AT_ONCE));
      for (const row of this.file.prepared(`SELECT doc FROM documents WHERE id ${list.text}`).iterate(...list.values)) {
        const document = toDocument<Doc>(row);
        found.set(document._id, document);
      }
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  async find(query: FindQuery): Promise<Page<Doc>> {
    const { sort = [], limit } = query;
    if (!Number.isSafeInteger(limit) || limit < 1) throw new TypeError('A limit is a whole number from 1 on.');
    const keyset = new Keyset(sort, this.file);
    const where = all([this.#where(query.where), ...keyset.bounds(query)]);
    const sql = `SELECT doc FROM documents WHERE ${where.text} ORDER BY ${keyset.orderBy} LIMIT ?`;
    const rows = this.file.prepared(sql).all(...where.values, limit + 1);
    const items = rows.slice(0, limit).map((row) => toDocument<Doc>(row));
    const last = items.at(-1);
    return rows.length > limit && last ? { items, next: keyset.cursorAfter(last) } : { items };
  }

  async count(where: Condition): Promise<number> {
    const { text, values } = this.#where(where);
    const row = this.file.prepared(`SELECT count(*) AS n FROM documents WHERE ${text}`).get(...values);
    return Number(row?.['n']);
  }

  async countBy(field: keyof Doc & string, where: Condition): Promise<ValueCount[]> {
    const column = this.file.column(field);
    if (!column) throw new TypeError(`${field} is no declared field.`);
    const { text, values } = this.#where(where);
    const sql = `SELECT ${column} AS value, count(*) AS n FROM documents WHERE ${text} GROUP BY ${column} ORDER BY ${column}`;
    const rows = this.file.prepared(sql).all(...values);
    return rows.flatMap((row) => {
      const value = fromSql(row['value']);
      return value === undefined ? [] : [{ value, count: Number(row['n']) }];
    });
  }

  async *dump(): AsyncIterable<Doc> {
    const page = this.file.prepared('SELECT doc FROM documents WHERE id > ? ORDER BY id LIMIT ?');
    for (let after = ''; ;) {
      const documents = page.all(after, DUMPED_AT_ONCE).map((row) => toDocument<Doc>(row));
      yield* documents;
      const last = documents.at(-1);
      if (!last) return;
      after = last._id;
    }
  }

  #where(condition: Condition): Sql {
    return conditionToSql(condition, this.file);
  }
}

function all(parts: readonly Sql[]): Sql {
  return { text: parts.map(({ text }) => text).join(' AND '), values: parts.flatMap(({ values }) => values) };
}

function toDocument<Doc>(row: Record<string, unknown>): Doc {
  return JSON.parse(row['doc'] as string) as Doc;
}
