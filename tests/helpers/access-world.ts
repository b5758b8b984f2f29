import type { TestDatabase } from './database-pglite.ts';

/*
 * A world made from the catalogue alone: every table has a row of partner A, of partner B and of the suspended partner C, as far as it
 * belongs to a partner at all. What the rows say is nonsense, so check constraints and unique indexes are dropped first; to whom they belong is right,
 * because every foreign key of a row leads to the row of the same partner.
 */
export const slots = ['A', 'B', 'C'] as const;
export type Slot = (typeof slots)[number];

export interface WorldTable {
  name: string;
  columns: { name: string; type: string; required: boolean; generated: boolean; identity: boolean }[];
  key: string[];
  foreignKeys: { columns: string[]; target: string; targets: string[] }[];
  /** Whether its rows belong to partners: it names one, or leads to a table that does. */
  owned: boolean;
}

export const tablesSql = `
select n.nspname || '.' || c.relname as name,
  (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'required', a.attnotnull,
     'generated', a.attgenerated <> '', 'identity', a.attidentity <> '') order by a.attnum)
   from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  coalesce((select array_agg(a.attname::text order by a.attnum) from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
   where k.conrelid = c.oid and k.contype = 'p'),
   (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)) as key,
  coalesce((select json_agg(json_build_object('target', tn.nspname || '.' || t.relname,
     'columns', (select json_agg(a.attname order by x.o) from unnest(k.conkey) with ordinality x(n, o) join pg_attribute a on a.attrelid = c.oid and a.attnum = x.n),
     'targets', (select json_agg(a.attname order by x.o) from unnest(k.confkey) with ordinality x(n, o) join pg_attribute a on a.attrelid = t.oid and a.attnum = x.n))
     order by k.conname)
   from pg_constraint k join pg_class t on t.oid = k.confrelid join pg_namespace tn on tn.oid = t.relnamespace
   where k.conrelid = c.oid and k.contype = 'f'), '[]') as "foreignKeys"
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname in ('public', 'private') order by 1`;

/** Where nonsense would not do: who the people are, and whether they may act. */
const told: Record<string, Partial<Record<Slot, unknown>>> = {
  'public.partners.status': { A: 'active', B: 'active', C: 'suspended' },
  'public.members.email': { A: 'owner@a.example', B: 'member@b.example', C: 'owner@c.example' },
  'public.members.role': { A: 'owner', B: 'member', C: 'owner' },
  'public.staff.email': { A: 'manager@v.example', B: 'lead@v.example', C: 'gone@v.example' },
  'public.staff.role': { A: 'account_manager', B: 'programme_lead', C: 'programme_lead' },
  'public.staff.active': { A: true, B: true, C: false },
  // Those of leads staff do not see (lead-work.test.ts).
  'public.files.lead_id': { A: null, B: null, C: null },
  'private.audit_records.content': { A: '{}', B: '{}', C: '{}' },
  'private.ended_sessions.session_id': { A: 'ended', B: 'ended too', C: 'ended as well' },
};

/** The people who ask. */
export interface Persona {
  role: 'anon' | 'authenticated' | 'service_role';
  claims?: { email: string; session_id?: string };
  /** Whose rows are the own ones. */
  slot?: Slot;
}

const person = (email: string, slot?: Slot, session_id = email): Persona => ({
  role: 'authenticated',
  claims: { email, session_id },
  ...(slot && { slot }),
});

export const personas = {
  'nobody without a token': { role: 'anon' },
  'a stranger with a valid token': person('stranger@s.example'),
  'a member of A': person('member@a.example', 'A'),
  'the owner of A': person('owner@a.example', 'A'),
  'the owner of A after signing out': person('owner@a.example', 'A', 'ended'),
  'a member of B': person('member@b.example', 'B'),
  'the owner of suspended C': person('owner@c.example', 'C'),
  'an account manager': person('manager@v.example'),
  'a programme lead': person('lead@v.example'),
  'somebody who left the vendor': person('gone@v.example'),
  'the server': { role: 'service_role' },
} satisfies Record<string, Persona>;
export type PersonaName = keyof typeof personas;

export interface AccessWorld {
  tables: WorldTable[];
  valueOf(table: string, column: string, slot: Slot): unknown;
  /** The key of the row of a slot, as keySql() writes it. */
  keyOf(table: string, slot: Slot): string;
}

/** The key of a row as one text; the whole row where a table has no key. */
export const keySql = ({ key }: WorldTable) => `concat_ws('|', ${key.map((column) => `${column}::text`).join(', ')})`;

export async function makeAccessWorld(database: TestDatabase): Promise<AccessWorld> {
  const tables = await database.query<WorldTable>(tablesSql);
  const byName = new Map(tables.map((table) => [table.name, table]));
  const owned = new Set(['public.partners']);
  for (let grew = true; grew;) {
    const more = tables.filter(
      (t) => !owned.has(t.name) && t.foreignKeys.some(({ target }) => owned.has(target) && target !== t.name),
    );
    for (const { name } of more) owned.add(name);
    grew = more.length > 0;
  }
  for (const table of tables) table.owned = owned.has(table.name);

  const valueOf = (table: string, column: string, slot: Slot, seen: readonly string[] = []): unknown => {
    const name = `${table}.${column}`;
    const given = told[name]?.[slot];
    if (given !== undefined) return given;
    const { columns, foreignKeys } = byName.get(table)!;
    const { type, required } = columns.find((one) => one.name === column)!;
    const key = foreignKeys.find((one) => one.columns.includes(column));
    if (key) {
      if (key.target === table || seen.includes(key.target)) return required ? nonsense(name, type, slot) : null;
      return valueOf(key.target, key.targets[key.columns.indexOf(column)]!, slot, [...seen, table]);
    }
    return nonsense(name, type, slot);
  };

  await database.pglite.exec(dropRulesOfContentSql);
  await database.pglite.exec('set session_replication_role = replica');
  const keys = new Map<string, string>();
  for (const table of tables) {
    const columns = table.columns.filter(({ generated }) => !generated);
    for (const slot of slots) {
      const values = columns.map(({ name }) => literal(valueOf(table.name, name, slot)));
      const [row] = await database.query<{ key: string }>(
        `insert into ${table.name} (${columns.map(({ name }) => name).join(', ')}) overriding system value values (${values.join(', ')})
         returning ${keySql(table)} as key`,
      );
      keys.set(`${table.name} ${slot}`, row!.key);
    }
  }
  await database.pglite.exec(`
    insert into public.members (partner_id, name, email, role) select id, 'второй', 'member@a.example', 'member' from public.partners
    where id = ${literal(valueOf('public.partners', 'id', 'A'))};
    reset session_replication_role;`);
  return { tables, valueOf, keyOf: (table, slot) => keys.get(`${table} ${slot}`)! };
}

const dropRulesOfContentSql = `do $$ declare c record; begin
  for c in select conrelid::regclass as of, conname from pg_constraint where contype = 'c' and connamespace in ('public'::regnamespace, 'private'::regnamespace)
  loop execute format('alter table %s drop constraint %I', c.of, c.conname); end loop;
  for c in select i.indexrelid::regclass as index from pg_index i join pg_class t on t.oid = i.indrelid
    where i.indisunique and t.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
  loop execute format('drop index %s', c.index); end loop; end $$`;

const literal = (value: unknown) => (value === null ? 'null' : `'${String(value)}'`);

function nonsense(name: string, type: string, slot: Slot): unknown {
  const number = slots.indexOf(slot) + 1;
  if (type.endsWith('[]')) return '{}';
  if (type.startsWith('timestamp')) return `2026-01-0${number}T00:00:00Z`;
  switch (type) {
    case 'uuid': {
      const digits = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0xffffffff, 7).toString(16);
      return `${digits.padStart(8, '0')}-0000-4000-8000-00000000000${number}`;
    }
    case 'boolean':
      return true;
    case 'date':
      return `2026-01-0${number}`;
    case 'jsonb':
    case 'json':
      return '{}';
    case 'inet':
      return `192.0.2.${number}`;
    case 'tstzrange':
      return '[2026-01-01T00:00:00Z,2126-01-01T00:00:00Z)';
    case 'bytea':
      return `\\x0${number}`;
    case 'text':
      return `${name}.${slot}`;
    case 'interval':
      return '1 hour';
    default:
      if (/int|numeric|double|real/.test(type)) return number;
      throw new Error(`access-world.ts knows no value for ${name}, which is ${type}: teach it one.`);
  }
}
