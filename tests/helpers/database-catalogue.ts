/** Queries of PostgreSQL's own tables: what exists, and who may do what. Used on PGlite and PostgreSQL alike. */

const ours = `('public', 'private')`;
const apiRoles = `('anon', 'authenticated', 'service_role', 'public')`;

/** `role privilege on object` of every grant to a role of the API or to everybody; the owner's own rights are left out. */
export const grantsSql = `
with granted as (
  select 'table ' || n.nspname || '.' || c.relname as object, a.grantee, a.privilege_type
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  cross join lateral aclexplode(coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))) a
  where c.relkind in ('r', 'p', 'v', 'm', 'S') and n.nspname in ${ours}
  union all
  select 'column ' || n.nspname || '.' || c.relname || '.' || t.attname, a.grantee, a.privilege_type
  from pg_attribute t join pg_class c on c.oid = t.attrelid join pg_namespace n on n.oid = c.relnamespace
  cross join lateral aclexplode(t.attacl) a
  where n.nspname in ${ours}
  union all
  select 'function ' || p.oid::regprocedure::text, a.grantee, a.privilege_type
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
  where n.nspname in ${ours}
  union all
  select 'schema ' || n.nspname, a.grantee, a.privilege_type
  from pg_namespace n cross join lateral aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
  where n.nspname in ${ours}
)
select role || ' ' || lower(privilege_type) || ' on ' || object as line
from granted
cross join lateral (select case when grantee = 0 then 'public' else pg_get_userbyid(grantee)::text end as role) named
where role in ${apiRoles} and privilege_type <> 'MAINTAIN' -- of PostgreSQL 17 and later
order by 1`;

/** Every table, column, constraint, index, trigger, policy, function and comment, one line each. */
export const catalogueSql = `
select line from (
  select format('table %I.%I rls %s', n.nspname, c.relname, c.relrowsecurity) as line
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ${ours}
  union all
  select format('column %I.%I.%I %s%s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    case when a.attnotnull then ' not null' end, ' default ' || pg_get_expr(d.adbin, d.adrelid),
    ' comment ' || col_description(c.oid, a.attnum))
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relkind = 'r' and n.nspname in ${ours} and a.attnum > 0 and not a.attisdropped
  union all
  select format('constraint %s.%I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
  from pg_constraint c join pg_namespace n on n.oid = c.connamespace where n.nspname in ${ours} and c.contype <> 'n'
  union all
  select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid
  join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${ours}
  union all
  select pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
  join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${ours} and not t.tgisinternal
  union all
  select format('policy %s.%I %s %s %s %s', p.polrelid::regclass, p.polname, p.polcmd, p.polroles::regrole[],
    pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  from pg_policy p
  union all
  select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ${ours}
  union all
  select format('comment %s %s', d.objoid::regclass, d.description) from pg_description d
  join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass and d.objsubid = 0
  join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${ours}
  union all
  select format('comment %s %s', p.oid::regprocedure, d.description) from pg_description d
  join pg_proc p on p.oid = d.objoid and d.classoid = 'pg_proc'::regclass
  join pg_namespace n on n.oid = p.pronamespace where n.nspname in ${ours}
) everything
order by line collate "C"`;
