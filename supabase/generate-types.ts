import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { databaseExtensions } from '../functions/host/embedded-supabase-extensions.ts';
import { migrationsIn, projectRolesSql } from '../functions/host/embedded-supabase-migrations.ts';

// node supabase/generate-types.ts           writes functions/database/database.types.ts
// node supabase/generate-types.ts --check   exit code 1 when the file does not fit the migrations

export const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));
export const typesFile = fileURLToPath(new URL('../functions/database/database.types.ts', import.meta.url));

type Rows = Pick<PGlite, 'query'>;

interface Column {
  table: string;
  name: string;
  type: string;
  nullable: boolean;
  filled: boolean;
  generated: boolean;
}

interface Parameter {
  name: string;
  type: string;
  mode: 'i' | 'o' | 't';
}

interface SqlFunction {
  name: string;
  returns: string;
  set: boolean;
  parameters: Parameter[];
  defaults: number;
}

const columnsSql = `
select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type, not a.attnotnull as nullable,
  a.atthasdef or a.attidentity <> '' as filled, a.attgenerated <> '' or a.attidentity = 'a' as generated
from pg_attribute a
join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
order by c.relname, a.attname`;

const relationsSql = `
select c.conname as name, c.conrelid::regclass::text as "table", c.confrelid::regclass::text as target,
  (select json_agg(a.attname order by k.at) from unnest(c.conkey) with ordinality k (n, at)
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n) as columns,
  (select json_agg(a.attname order by k.at) from unnest(c.confkey) with ordinality k (n, at)
    join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n) as target_columns,
  exists (select from pg_index i where i.indrelid = c.conrelid and i.indisunique and i.indkey::int2[] = c.conkey) as one_to_one
from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace order by c.conname`;

const functionsSql = `
select p.proname as name, format_type(p.prorettype, null) as returns, p.proretset as set, p.pronargdefaults as defaults,
  coalesce((select json_agg(json_build_object('name', a.name, 'type', format_type(a.type, null), 'mode', coalesce(a.mode, 'i')) order by a.at)
    from unnest(p.proargnames, coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargmodes) with ordinality a (name, type, mode, at)), '[]') as parameters
from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype order by p.proname`;

/** PostgreSQL type -> what supabase-js gives and takes for it. */
const typescript: Record<string, string> = {
  bigint: 'number',
  boolean: 'boolean',
  'double precision': 'number',
  integer: 'number',
  json: 'Json',
  jsonb: 'Json',
  numeric: 'number',
  smallint: 'number',
  void: 'undefined',
};
const textual = new Set([
  'text',
  'uuid',
  'date',
  'timestamp with time zone',
  'inet',
  'bytea',
  'character varying',
  'tstzrange',
]);

function typeOf(sqlType: string): string {
  if (sqlType.endsWith('[]')) return `${typeOf(sqlType.slice(0, -2))}[]`;
  const known = typescript[sqlType] ?? (textual.has(sqlType) ? 'string' : undefined);
  if (!known) throw new Error(`supabase/generate-types.ts does not know the type ${sqlType}: add it to its table.`);
  return known;
}

const block = (name: string, lines: string[], indent: string) =>
  lines.length === 0
    ? `${indent}${name}: Record<never, never>;`
    : `${indent}${name}: {\n${lines.map((line) => `${indent}  ${line}`).join('\n')}\n${indent}};`;

const value = ({ type, nullable }: Column) => `${typeOf(type)}${nullable ? ' | null' : ''};`;

/** The module `database.types.ts` for a database with the migrations applied, in the shape supabase-js expects. */
export async function databaseTypes(database: Rows): Promise<string> {
  const { rows: columns } = await database.query<Column>(columnsSql);
  const { rows: functions } = await database.query<SqlFunction>(functionsSql);
  const { rows: relations } = await database.query<Record<string, unknown> & { table: string }>(relationsSql);
  const tables = [...new Set(columns.map(({ table }) => table))].map((table) => {
    const own = columns.filter((column) => column.table === table);
    const changeable = own.filter(({ generated }) => !generated);
    const links = relations.filter((relation) => relation.table === table).map(relationship);
    return [
      `      ${table}: {`,
      block(
        'Row',
        own.map((c) => `${c.name}: ${value(c)}`),
        '        ',
      ),
      block(
        'Insert',
        changeable.map((c) => `${c.name}${c.filled || c.nullable ? '?' : ''}: ${value(c)}`),
        '        ',
      ),
      block(
        'Update',
        changeable.map((c) => `${c.name}?: ${value(c)}`),
        '        ',
      ),
      `        Relationships: [${links.join('')}${links.length > 0 ? '\n        ' : ''}];`,
      '      };',
    ].join('\n');
  });
  return `// Made by supabase/generate-types.ts from supabase/migrations; do not edit.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export interface Database {
  public: {
    Tables: {
${tables.join('\n')}
    };
    Views: Record<never, never>;
    Functions: {
${functions.map(functionType).join('\n')}
    };
    Enums: Record<never, never>;
    CompositeTypes: Record<never, never>;
  };
}
`;
}

function relationship({
  name,
  target,
  columns,
  target_columns: targetColumns,
  one_to_one: oneToOne,
}: Record<string, unknown>): string {
  const link = {
    foreignKeyName: name,
    columns,
    isOneToOne: oneToOne,
    referencedRelation: target,
    referencedColumns: targetColumns,
  };
  return `\n          ${JSON.stringify(link)},`;
}

function functionType({ name, returns, set, parameters, defaults }: SqlFunction): string {
  const given = parameters.filter(({ mode }) => mode === 'i');
  const columns = parameters.filter(({ mode }) => mode === 't');
  const args = given.map((p, at) => `${p.name}${at >= given.length - defaults ? '?' : ''}: ${typeOf(p.type)};`);
  const row =
    columns.length > 0 ? `{ ${columns.map((p) => `${p.name}: ${typeOf(p.type)};`).join(' ')} }` : typeOf(returns);
  const argument = args.length > 0 ? `{ ${args.join(' ')} }` : 'never';
  return `      ${name}: { Args: ${argument}; Returns: ${row}${set ? '[]' : ''} };`;
}

if (import.meta.main) {
  const database = new PGlite({ extensions: databaseExtensions });
  await database.exec([projectRolesSql, ...migrationsIn(migrationsFolder).map(({ sql }) => sql)].join('\n'));
  const text = await databaseTypes(database);
  await database.close();
  if (!process.argv.includes('--check')) writeFileSync(typesFile, text);
  else if (readFileSync(typesFile, 'utf8') !== text) {
    console.error(
      'functions/database/database.types.ts does not fit the migrations: run node supabase/generate-types.ts',
    );
    process.exitCode = 1;
  }
}
