import { sampleApplication } from './applications.ts';

type Query = <Row>(sql: string, parameters?: unknown[]) => Promise<Row[]>;

/** One kind of request for the tests that kill the server, and what the database must hold of it afterwards. */
export interface ServerLoad {
  name: string;
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

/** What the server is killed under; the next kind of request that must survive it joins here. */
export const serverLoads: readonly ServerLoad[] = [applications];
