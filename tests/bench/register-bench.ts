import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createClient } from '@supabase/supabase-js';
import { openEmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { makeBackend, type BackendName } from '../helpers/database-backends.ts';
import { startPostgres } from '../helpers/database-postgres.ts';
import { openRaceWorld, staffPeople, type RaceWorld } from '../helpers/pin-races.ts';
import { editionWith, leadOf, registerWorldSql, taxIdNumber, people } from '../helpers/register-world.ts';
import { percentile, say } from './report.ts';

/** How fast clients are registered, how fast it is found out whether one is held, and what the embedded database takes to open. */
export async function benchRegister(clients: number): Promise<void> {
  await benchOpening();
  await benchRegistrations('PGlite', 'embedded');
  await benchRegistrations('PostgreSQL', 'postgres');
  await benchConflicts(clients);
}

const generous = {
  'quota.openRegistrations': 1_000_000,
  'quota.registrationsPerMinute': 1_000_000,
  'quota.refusalsPerDay': 1_000_000,
};

/** Registrations as a function makes them: supabase-js, the person's token, the embedded module, one transaction with letters and register. */
async function benchRegistrations(backend: BackendName, name: string): Promise<void> {
  const { options, remove } = await makeBackend(backend);
  let code = '';
  const embedded = await openEmbeddedSupabase({ ...options, sendMail: (mail) => void (code = mail.code) });
  try {
    const clientOf = (key: string) =>
      createClient(embedded.url, key, {
        global: { fetch: embedded.fetch },
        auth: { persistSession: false, autoRefreshToken: false },
      });
    await clientOf(embedded.serviceKey).rpc('publish_edition', { request: editionWith(generous) });
    await embedded.script(registerWorldSql);
    const person = clientOf(embedded.anonKey);
    await person.auth.signInWithOtp({ email: people.anna });
    await person.auth.verifyOtp({ email: people.anna, token: code, type: 'email' });
    let taken = 0;
    const register = async (): Promise<number> => {
      const began = performance.now();
      const { error } = await person.rpc('register_lead', { request: { lead: leadOf(taxIdNumber((taken += 1))) } });
      if (error) throw new Error(`register_lead: ${error.message}`);
      return performance.now() - began;
    };
    for (let warm = 0; warm < 30; warm += 1) await register();

    const alone: number[] = [];
    for (let at = 0; at < 200; at += 1) alone.push(await register());
    say(`register.${name}.p50`, percentile(alone, 0.5), 'ms');
    say(`register.${name}.p95`, percentile(alone, 0.95), 'ms');

    const began = performance.now();
    const crowd = await Promise.all(
      Array.from({ length: 16 }, async () => {
        const times: number[] = [];
        for (let at = 0; at < 25; at += 1) times.push(await register());
        return times;
      }),
    );
    const times = crowd.flat();
    say(`register.${name}.rate`, times.length / ((performance.now() - began) / 1000), 'registrations/s');
    say(`register.${name}.crowd.p95`, percentile(times, 0.95), 'ms');
  } finally {
    await embedded.close();
    await remove();
  }
}

/** Companies as they are called: two words out of many, a legal form, a town; so dense that most have near namesakes. */
const seedSql = (clients: number) => `
set session_replication_role = replica;
insert into public.clients (country, tax_id, name)
select 'RU', '01' || lpad(n::text, 8, '0'),
  (array['ООО', 'АО', 'ПАО', 'ИП'])[1 + n % 4] || ' «' ||
  (array['Северный','Южный','Вектор','Альфа','Строй','Техно','Гранд','Мега','Новый','Первый','Золотой','Русский','Горный','Речной','Лесной','Дом','Агро','Авто','Инвест','Пром','Энерго','Транс','Мед','Фарм','Крафт','Умный','Белый','Синий','Быстрый','Надёжный'])[1 + (n / 7) % 30] || ' ' ||
  (array['контур','мост','центр','альянс','парк','комплекс','ресурс','сервис','проект','стандарт','капитал','партнёр','завод','берег','дом','склад','маркет','логистик','системы','решения','мир','ключ','остров','ветер','камень','порт','путь','узел','свет','полюс'])[1 + (n / 211) % 30] || ' ' ||
  (array['Тверь','Казань','Пермь','Уфа','Омск','Тула','Рязань','Самара','Томск','Курск','Орёл','Псков','Сочи','Чита','Якутск','Брянск','Липецк','Калуга','Пенза','Киров'])[1 + (n / 6301) % 20] || ' ' || (n / 126000) || '»'
from generate_series(1, ${clients}) n;
insert into public.client_pins (client_id, partner_id, lead_id, granted_at, protected_until, period, edition, rule)
select c.id, p.id, gen_random_uuid(), now(), now() + interval '90 days', tstzrange(now(), now() + interval '97 days', '[)'), '2020-01', 'pin.protectionDays'
from public.clients c cross join (select id from public.partners limit 1) p where c.tax_id::bigint % 3 = 0;
reset session_replication_role;
analyze public.clients; analyze public.client_pins;`;

async function benchConflicts(clients: number): Promise<void> {
  const server = await startPostgres('the conflict check at a million clients');
  if (!server) return;
  const world = await openRaceWorld(server, 'bench');
  try {
    const began = performance.now();
    // An index of a million names is made at once, not row by row.
    const [index] = await world.sql<{ definition: string }[]>`
      select pg_get_indexdef('public.clients_name_normalised_idx'::regclass) as definition`;
    await world.sql.unsafe('drop index public.clients_name_normalised_idx');
    await world.sql.unsafe(seedSql(clients));
    await world.sql.unsafe(`${index!.definition}; analyze public.clients`);
    say(`conflict.${clients}.seed`, (performance.now() - began) / 1000, 's');
    await exact(world, clients);
    await similar(world, clients);
    for (const [connections, name] of [
      [1, 'alone'],
      [16, 'crowd'],
    ] as const) {
      const rounds = [];
      const since = performance.now();
      for (let round = 0; round < 20; round += 1) {
        const calls = Array.from({ length: connections }, (_, partner) => world.register(partner, world.newTaxId()));
        const at = performance.now();
        await world.atOnce(calls);
        rounds.push(performance.now() - at);
      }
      say(`register.sql.${name}.rate`, (20 * connections) / ((performance.now() - since) / 1000), 'registrations/s');
      say(`register.sql.${name}.wave`, percentile(rounds, 0.5), 'ms');
    }
  } finally {
    await world.close();
    await server.stop();
  }
}

async function timed(count: number, ask: (at: number) => Promise<unknown>): Promise<number[]> {
  for (let warm = 0; warm < 20; warm += 1) await ask(warm);
  const times = [];
  for (let at = 0; at < count; at += 1) {
    const began = performance.now();
    await ask(at + 1000);
    times.push(performance.now() - began);
  }
  return times;
}

/** Is this client held? What decides a registration: by country and tax id, from outside in one connection. */
async function exact({ sql }: RaceWorld, clients: number): Promise<void> {
  const times = await timed(2000, (at) => {
    const taxId = `01${String(1 + ((at * 7919) % clients)).padStart(8, '0')}`;
    return sql`select (private.active_pin((private.find_client('RU', ${taxId})).id, private.now())).id`;
  });
  say(`conflict.${clients}.exact.p50`, percentile(times, 0.5), 'ms');
  say(`conflict.${clients}.exact.p99`, percentile(times, 0.99), 'ms');
}

/** Names like this one, as staff see them beside a lead in review. */
async function similar(world: RaceWorld, clients: number): Promise<void> {
  const known = await world.sql<
    { name: string }[]
  >`select name from public.clients where tax_id::bigint % 4999 = 7 limit 150`;
  const ask = (name: string) => world.call(staffPeople[0], 'similar_clients', { name });
  const typed = await timed(known.length, (at) =>
    ask(
      known[at % known.length]!.name.replace('«', '"')
        .replace('»', '"')
        .replace('ООО', 'Общество с ограниченной ответственностью'),
    ),
  );
  say(`conflict.${clients}.similar.known.p50`, percentile(typed, 0.5), 'ms');
  say(`conflict.${clients}.similar.known.p99`, percentile(typed, 0.99), 'ms');
  const words = [
    'Ромашковое поле',
    'Пекарня Василёк',
    'Кедр и сыновья',
    'Студия Радуга',
    'Верфь Онега',
    'Ателье Шёлк',
    'Сыроварня Луг',
  ];
  const unknown = await timed(100, (at) => ask(`ООО «${words[at % words.length]} ${at}»`));
  say(`conflict.${clients}.similar.unknown.p50`, percentile(unknown, 0.5), 'ms');
  say(`conflict.${clients}.similar.unknown.p99`, percentile(unknown, 0.99), 'ms');
}

/** A process that opens the embedded database, says so, and is looked at. */
const openingScript = (module: string, dataFolder: string, migrationsFolder: string) => `
import { openEmbeddedSupabase } from ${JSON.stringify(module)};
const opened = await openEmbeddedSupabase({ dataFolder: ${JSON.stringify(dataFolder)}, migrationsFolder: ${JSON.stringify(migrationsFolder)}, sendMail: () => {} });
await opened.query('select 1');
process.stdout.write('open\\n');
process.stdin.once('data', async () => { await opened.close(); process.exit(0); }).resume();`;

async function benchOpening(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'letok-bench-database-'));
  const root = path.resolve(import.meta.dirname, '../..');
  const script = openingScript(
    path.join(root, 'functions/host/embedded-supabase.ts'),
    path.join(folder, 'data'),
    path.join(root, 'supabase/migrations'),
  );
  const file = path.join(folder, 'open.mjs');
  writeFileSync(file, script);
  try {
    for (const name of ['cold', 'warm']) {
      const began = performance.now();
      const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
      await new Promise<void>((resolve, reject) => {
        child.stdout.once('data', () => resolve());
        child.once('exit', (code) => reject(new Error(`The embedded database ended with ${code} before it was open.`)));
      });
      say(`database.open.${name}`, (performance.now() - began) / 1000, 's');
      const memory = residentMegabytes(child.pid!);
      if (memory === undefined) console.log(`# database.memory.${name}: this system does not tell (no /proc)`);
      else say(`database.memory.${name}`, memory, 'MB');
      child.removeAllListeners('exit');
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.write('end\n');
      await ended;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function residentMegabytes(pid: number): number | undefined {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  } catch {
    return undefined;
  }
}
