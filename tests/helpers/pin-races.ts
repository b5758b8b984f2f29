import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import type { TestPostgres } from './database-postgres.ts';
import { claimsOf } from './database-pglite.ts';
import { editionWith, leadOf, taxIdNumber } from './register-world.ts';

/*
 * A real PostgreSQL with a hundred connections that act at one moment: what the register promises about pins is shown under these.
 * Partners have numbers from 0; the owner of partner 7 is owner7@partner.example.
 */
export const CONNECTIONS = 100;
export const ownerOf = (partner: number) => `owner${partner}@partner.example`;
export const staffPeople = ['manager1@vendor.example', 'manager2@vendor.example', 'lead1@vendor.example'] as const;

/** One request of one person. */
export interface Call {
  email: string;
  name: string;
  request: object;
}

export interface Answer {
  call: Call;
  /** What the function answered. */
  value?: Record<string, unknown>;
  /** `PT409 client_unavailable`, or what else went wrong. */
  problem?: string;
}

export interface RaceWorld {
  /** As the owner of the database. */
  sql: postgres.Sql;
  /** One call, by itself. @throws what the database refused */
  call(email: string, name: string, request: object): Promise<Record<string, unknown>>;
  /** All calls at one moment, each in a connection of its own. */
  atOnce(calls: readonly Call[]): Promise<Answer[]>;
  /** A client nobody has named yet. */
  newTaxId(): string;
  register(partner: number, taxId: string, more?: { site?: string }): Call;
  close(): Promise<void>;
}

/** Limits that are no part of a race are out of its way. */
const generous = {
  'quota.openRegistrations': 1_000_000,
  'quota.registrationsPerMinute': 1_000_000,
  'quota.refusalsPerDay': 1_000_000,
};

const worldSql = `
insert into public.staff (name, email, role) values ('Первая', '${staffPeople[0]}', 'account_manager'), ('Вторая', '${staffPeople[1]}', 'account_manager'),
  ('Ведущий', '${staffPeople[2]}', 'programme_lead');
insert into public.partners (name, country, tax_id, site)
select 'Партнёр ' || n, 'RU', '0099' || lpad(n::text, 6, '0'), 'partner' || n || '.example' from generate_series(0, ${CONNECTIONS - 1}) n;
insert into public.members (partner_id, name, email, role)
select p.id, 'Владелец', 'owner' || substr(p.tax_id, 5)::integer || '@partner.example', 'owner' from public.partners p;
insert into public.offers (edition, language, sha256, text)
select e.id, 'ru', encode(sha256(convert_to('Оферта', 'UTF8')), 'hex'), 'Оферта' from public.programme_editions e on conflict do nothing;
insert into public.offer_acceptances (partner_id, edition, language, sha256, full_name, position, authority, accepted_by, accepted_at)
select m.partner_id, o.edition, o.language, o.sha256, m.name, 'Директор', 'charter', m.id, private.now() from public.members m cross join public.offers o
where o.language = 'ru';
insert into public.files (uploaded_by, name, media_type, sha256, bytes)
select id, 'Выбор клиента.pdf', 'application/pdf', encode(sha256('\\x255044462d31'::bytea), 'hex'), '\\x255044462d31'::bytea from public.staff limit 1;`;

const GATE = 4_242_424_242;
let clients = 0;

export async function openRaceWorld(server: TestPostgres, database: string): Promise<RaceWorld> {
  await server.createDatabase(database);
  const options = {
    host: server.socketFolder,
    user: 'postgres',
    database,
    max_lifetime: null,
    fetch_types: false,
    onnotice: () => {},
  };
  const sql = postgres({ ...options, max: 2 });
  const pools = Array.from({ length: CONNECTIONS }, () => postgres({ ...options, max: 1 }));
  const asText = (value: unknown) => `$letok$${JSON.stringify(value)}$letok$`;
  await sql.unsafe(`select public.publish_edition(${asText(editionWith(generous))}); ${worldSql}`);
  await Promise.all(pools.map((pool) => pool`select 1`));

  // Several statements in one message are one transaction.
  const statements = ({ email, name, request }: Call, gate: string) =>
    `${gate} select set_config('request.jwt.claims', ${asText(claimsOf(email))}, true);
     set local role ${email === '' ? 'service_role' : 'authenticated'};
     select public.${name}(${Object.keys(request).length === 0 && email === '' ? '' : `${asText(request)}::jsonb`}) as answer;`;
  const run = async (pool: postgres.Sql, call: Call, gate = ''): Promise<Answer> => {
    try {
      const results = (await pool.unsafe(statements(call, gate))) as unknown as {
        answer?: Record<string, unknown>;
      }[][];
      return { call, value: results.at(-1)![0]!.answer! };
    } catch (error) {
      const { code, message } = error as { code: string; message: string };
      return { call, problem: `${code} ${message}` };
    }
  };
  const world: RaceWorld = {
    sql,
    async call(email, name, request) {
      const { value, problem } = await run(pools[0]!, { email, name, request });
      if (problem !== undefined) throw new Error(`${name}: ${problem}`);
      return value!;
    },
    async atOnce(calls) {
      if (calls.length > CONNECTIONS) throw new Error(`More calls than connections: ${calls.length}.`);
      // Everybody waits at a gate until the last has come: without it the first is done before the last is there.
      const gatekeeper = await sql.reserve();
      await gatekeeper`select pg_advisory_lock(${GATE})`;
      const answers = calls.map((call, at) => run(pools[at]!, call, `select pg_advisory_xact_lock_shared(${GATE});`));
      for (let waiting = 0; waiting < calls.length;) {
        const [row] = await gatekeeper<{ count: number }[]>`
          select count(*)::integer as count from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`;
        waiting = row!.count;
        if (waiting < calls.length) await wait(2);
      }
      await gatekeeper`select pg_advisory_unlock(${GATE})`;
      gatekeeper.release();
      return Promise.all(answers);
    },
    newTaxId: () => taxIdNumber((clients += 1)),
    register: (partner, taxId, more = {}) => ({
      email: ownerOf(partner),
      name: 'register_lead',
      request: { lead: leadOf(taxId, more) },
    }),
    close: async () => void (await Promise.all([sql, ...pools].map((pool) => pool.end({ timeout: 5 })))),
  };
  return world;
}

/** What a programmer writes who has not been here: look, and then insert. */
export const naiveSql = `
create or replace function private.lock_clients(keys jsonb) returns void language sql set search_path = '' as 'select';
alter table public.client_pins drop constraint client_pins_one_partner_at_a_time;`;

/** Whatever stands in the database that must not, one sentence each; empty when all is well. */
export async function faultsOf(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ fault: string }[]>`
    select 'two pins at a time of client ' || a.client_id as fault
    from public.client_pins a join public.client_pins b on b.client_id = a.client_id and b.id > a.id and b.period && a.period
    union all
    select 'an active pin of a client that was merged: ' || p.client_id
    from public.client_pins p join public.clients c on c.id = p.client_id
    where c.merged_into is not null and p.period @> clock_timestamp()
    union all
    select 'a pin without a receipt: ' || p.id from public.client_pins p
    where p.ended_by is distinct from 'undone' and not exists (select from public.receipts r where r.pin_id = p.id)
    union all
    select 'a receipt that names another record than one of its pin: ' || r.number
    from public.receipts r left join private.audit_records a on a.id = r.record_id and a.sha256 = r.record_sha256
    where a.id is null or a.content::jsonb ->> 'row' <> r.pin_id::text
    union all
    select 'a lead that is pinned without a pin: ' || l.number from public.leads l
    where l.status = 'pinned' and not exists (select from public.client_pins p where p.lead_id = l.id and p.ended_by is null)
    union all
    select 'a pin whose lead is ' || l.status || ': ' || p.id from public.client_pins p join public.leads l on l.id = p.lead_id
    where p.ended_by is null and p.period @> clock_timestamp() and l.status <> 'pinned'
    union all
    select 'a pin and its lead have two clients: ' || p.id from public.client_pins p join public.leads l on l.id = p.lead_id
    where p.ended_by is null and p.period @> clock_timestamp() and p.client_id <> l.client_id
    union all
    select 'a lead in review without a review: ' || l.number from public.leads l
    where l.status = 'in_review' and not exists (select from public.lead_reviews r where r.lead_id = l.id and r.ended_at is null)`;
  return rows.map(({ fault }) => fault);
}

/** Who holds a client now, as numbers of partners. */
export async function holdersOf(sql: postgres.Sql, taxIds: readonly string[]): Promise<number[]> {
  const rows = await sql<{ partner: number }[]>`
    select substr(p.tax_id, 5)::integer as partner
    from public.clients c join public.client_pins pin on pin.client_id = c.id join public.partners p on p.id = pin.partner_id
    where c.tax_id in ${sql(taxIds)} and pin.period @> clock_timestamp()`;
  return rows.map(({ partner }) => partner);
}
