import { createHash } from 'node:crypto';
import type { PGlite } from '@electric-sql/pglite';

/** So many pages of 8 kB are taken at a time: the memory a piece wants does not grow with the table. */
const pagesAtOnce = 2048;

export interface TableName {
  /** With its schema, quoted where needed. */
  table: string;
  columns: string[];
  pages: number;
}

/** Text looks alike on every PostgreSQL. */
export const plainTextSql = `set datestyle = 'iso'; set timezone = 'utc'; set extra_float_digits = 1; set bytea_output = 'hex';
  set intervalstyle = 'postgres'; set search_path = ''`;

/** Every table with rows of its own, of Letok and of sign-in. What was applied is told by the header of a backup. */
export async function tablesOf(database: PGlite): Promise<TableName[]> {
  const { rows } = await database.query<TableName>(`
    select format('%I.%I', n.nspname, c.relname) as "table",
      (select json_agg(format('%I', a.attname) order by a.attnum) from pg_catalog.pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (pg_catalog.pg_relation_size(c.oid) / pg_catalog.current_setting('block_size')::int)::int as pages
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'
      and c.oid <> 'embedded.applied_migrations'::pg_catalog.regclass
      and not exists (select from pg_catalog.pg_depend d
        where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'e')
    order by 1`);
  return rows.map((row) => ({ ...row, columns: row.columns ?? [] }));
}

/** The rows of a table as COPY writes them, in the order they lie in, a piece at a time. */
export async function* copyOut(database: PGlite, { table, columns, pages }: TableName): AsyncGenerator<Buffer> {
  for (let page = 0; page < pages; page += pagesAtOnce) {
    const piece = `ctid >= '(${page},0)'::pg_catalog.tid and ctid < '(${page + pagesAtOnce},0)'::pg_catalog.tid`;
    const { blob } = await database.query(
      `copy (select ${columns.join(', ')} from ${table} where ${piece}) to '/dev/blob'`,
    );
    // No row in this piece: PGlite then gives no blob at all.
    if (!blob) continue;
    const data = Buffer.from(await blob.arrayBuffer());
    if (data.length > 0) yield data;
  }
}

/** Counts and hashes what COPY has written. Each row is a line; a line feed inside of one is written as two characters. */
export function tally(): { add: (data: Buffer) => void; result: () => { count: number; sha256: string } } {
  const hash = createHash('sha256');
  let count = 0;
  return {
    add(data) {
      hash.update(data);
      for (let at = data.indexOf(10); at >= 0; at = data.indexOf(10, at + 1)) count += 1;
    },
    result: () => ({ count, sha256: hash.digest('hex') }),
  };
}
