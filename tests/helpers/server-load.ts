import { sampleApplication } from './applications.ts';

type Query = <Row>(sql: string, parameters?: unknown[]) => Promise<Row[]>;

/** One kind of request for the tests that kill the server, and what the database must hold of it afterwards. */
export interface ServerLoad {
  name: string;
  /** What must be in the database before; the server is not running. */
  prepare?(query: Query): Promise<void>;
  /** What is asked of the first server, before it is in danger. */
  begin?(url: string): Promise<void>;
  /**
   * Sends one request under `key`, so that the same one can be sent again; the number it was given, once the server has said so.
   * @throws when no answer comes, or one that acknowledges nothing
   */
  send(url: string, key: string): Promise<string>;
  /** What is wrong with the rows, in words; `acknowledged` maps keys to numbers. */
  problems(query: Query, acknowledged: ReadonlyMap<string, string>): Promise<string[]>;
}

/** Every sender has an address of its own: the limit per address is not what is tested. */
let senders = 0;
function nextAddress(): string {
  senders += 1;
  return `10.${(senders >> 16) & 255}.${(senders >> 8) & 255}.${senders & 255}`;
}

const applications: ServerLoad = {
  name: 'applications',
  async send(url, key) {
    const response = await fetch(`${url}/api/applications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, 'x-forwarded-for': nextAddress() },
      body: JSON.stringify(sampleApplication()),
      signal: AbortSignal.timeout(20_000),
    });
    const answer = (await response.json()) as { number: string };
    if (response.status !== 201) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
    return answer.number;
  },
  async problems(query, acknowledged) {
    const rows = await query<{ number: string; consents: number; mails: number }>(`
      select a.number, (select count(*)::int from public.consents c where c.subject_id = a.id) as consents,
        (select count(*)::int from private.notifications n where n.payload ->> 'number' = a.number) as mails
      from public.applications a where not a.sample`);
    const stored = new Map(rows.map((row) => [row.number, row]));
    const lost = [...acknowledged.values()].filter((number) => !stored.has(number));
    const half = rows.filter(({ consents, mails }) => consents !== 2 || mails < 2);
    const [keys] = await query<{ n: number }>(
      `select count(*)::int as n from private.idempotency_keys where operation = 'submit_application'`,
    );
    return [
      ...lost.map((number) => `${number} was acknowledged and is lost`),
      ...half.map(({ number, consents, mails }) => `${number} has ${consents} consents and ${mails} mails`),
      ...(keys!.n === rows.length ? [] : [`${rows.length} applications and ${keys!.n} remembered answers`]),
    ];
  },
};

/** Many partners, because one may register ten clients a minute and hold 25. */
const partners = 40;
const ownerOf = (n: number) => `owner${n % partners}@load.example`;
const cookies = new Map<string, Promise<string>>();
let lastClient = 0;

const leads: ServerLoad = {
  name: 'leads',
  async prepare(query) {
    await query(`
      with companies as (
        insert into public.partners (name, country, tax_id)
        select 'Партнёр ' || n, 'RU', '01' || lpad(n::text, 8, '0') from generate_series(0, ${partners - 1}) n returning id, name),
      owners as (
        insert into public.members (partner_id, name, email, role)
        select id, name, 'owner' || split_part(name, ' ', 2) || '@load.example', 'owner' from companies returning id, partner_id)
      insert into public.offer_acceptances (partner_id, edition, language, sha256, full_name, position, authority, accepted_by, accepted_at)
      select o.partner_id, a.edition, a.language, a.sha256, 'Пример', 'Директор', 'charter', o.id, private.now()
      from owners o cross join (select edition, language, sha256 from public.offer_acceptances limit 1) a`);
  },
  async begin(url) {
    for (let n = 0; n < partners; n += 1) await signedIn(url, ownerOf(n));
  },
  async send(url, key) {
    // The same key is sent by the same person about the same client.
    const { email, taxId } = requestOf(key);
    const cookie = await signedIn(url, email);
    const response = await fetch(`${url}/api/leads`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key, cookie },
      body: JSON.stringify({
        client: { name: `Клиент ${taxId}`, country: 'BY', taxId },
        solutions: [],
        need: 'Портал',
      }),
      signal: AbortSignal.timeout(20_000),
    });
    const answer = (await response.json()) as { number: string };
    if (response.status !== 201) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
    return answer.number;
  },
  async problems(query, acknowledged) {
    const rows = await query<{
      number: string;
      pins: number;
      receipts: number;
      events: number;
      mails: number;
      records: number;
    }>(`
      select l.number, (select count(*)::int from public.client_pins p where p.lead_id = l.id) as pins,
        (select count(*)::int from public.receipts r join public.client_pins p on p.id = r.pin_id where p.lead_id = l.id) as receipts,
        (select count(*)::int from public.lead_events e where e.lead_id = l.id) as events,
        (select count(*)::int from private.notifications n where n.payload ->> 'number' = l.number) as mails,
        (select count(*)::int from private.audit_records r where r.content::jsonb ->> 'table' = 'public.leads' and r.content::jsonb ->> 'row' = l.id::text) as records
      from public.leads l where not l.sample`);
    const stored = new Set(rows.map(({ number }) => number));
    const half = rows.filter(
      (row) => row.pins !== 1 || row.receipts !== 1 || row.events !== 2 || row.mails !== 2 || row.records !== 2,
    );
    return [
      ...[...acknowledged.values()]
        .filter((number) => !stored.has(number))
        .map((number) => `${number} was acknowledged and is lost`),
      ...half.map((row) => `half done: ${JSON.stringify(row)}`),
    ];
  },
};

const requests = new Map<string, { email: string; taxId: string }>();
function requestOf(key: string): { email: string; taxId: string } {
  const known = requests.get(key);
  if (known) return known;
  lastClient += 1;
  const request = { email: ownerOf(lastClient), taxId: unpOf(lastClient) };
  requests.set(key, request);
  return request;
}

/** УНП number n, with its check digit; a number whose check would be 10 is none and passed over. */
function unpOf(n: number): string {
  const weights = [29, 23, 19, 17, 13, 7, 5, 3];
  const all = [];
  for (let body = 10_000_000; all.length < n; body += 1) {
    const check = [...String(body)].reduce((sum, digit, at) => sum + Number(digit) * weights[at]!, 0) % 11;
    if (check < 10) all.push(`${body}${check}`);
  }
  return all.at(-1)!;
}

/** The cookie of a session that outlives the server, because its secret lies in the data folder. */
function signedIn(url: string, email: string): Promise<string> {
  const known = cookies.get(email) ?? enter(url, email);
  cookies.set(email, known);
  known.catch(() => cookies.delete(email));
  return known;
}

async function enter(url: string, email: string): Promise<string> {
  const post = (path: string, body: object) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': nextAddress() },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
  await post('/api/session/code', { email });
  for (let tries = 0; tries < 100; tries += 1) {
    const mails = (await (await fetch(`${url}/dev/mailbox.json`)).json()) as {
      to: string;
      kind: string;
      text: string;
    }[];
    const mail = mails.find(({ to, kind }) => kind === 'sign_in_code' && JSON.stringify(to).includes(email));
    const answer = mail && (await post('/api/session', { email, code: /\b\d{6}\b/.exec(mail.text)![0] }));
    const cookie = answer?.headers.get('set-cookie');
    if (cookie) return cookie.split(';')[0]!;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`No code came for ${email}`);
}

/** What the server is killed under; the next kind of request that must survive it joins here. */
export const serverLoads: readonly ServerLoad[] = [applications, leads];
