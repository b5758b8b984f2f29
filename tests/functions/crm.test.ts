import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { pace } from '../../functions/crm/bitrix24.ts';
import { deliverCrm } from '../../functions/crm/deliver-crm.ts';
import { crmItemOf, crmKinds } from '../../functions/crm/crm-items.ts';
import deliverNotifications from '../../functions/deliver-notifications.ts';
import { settings, useSettings } from '../../functions/settings/read-settings.ts';
import { freePort } from '../helpers/free-port.ts';
import { json, openFakePortal } from '../helpers/fake-portal.ts';
import { openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';

let backend: FunctionBackend;
let portal: Awaited<ReturnType<typeof openFakePortal>>;
beforeAll(async () => {
  portal = await openFakePortal();
  backend = await openFunctionBackend({ STAFF_MAIL: 'staff@uley.example', BITRIX24_WEBHOOK_URL: portal.webhookUrl });
});
afterAll(async () => {
  await backend.close();
  await portal.close();
});
beforeEach(async () => {
  await backend.embedded.script('delete from private.notifications; delete from private.channel_pauses');
  await backend.embedded.shiftClock(0);
  portal.forget();
  backend.mails.length = 0;
  pace.gapMilliseconds = 20;
});
afterEach(() => vi.restoreAllMocks());

const application = {
  number: 'A-7K2M9QXR',
  companyName: 'ООО «Гавань»',
  country: 'RU',
  taxId: '0045678903',
  contactName: 'Ирина Якорева',
  contactEmail: 'irina@gavan.example',
  contactPhone: '+7 900 000-00-01',
};
const lead = {
  number: 'L-7K2M9QXR',
  clientName: 'АО «Высокий берег»',
  country: 'RU',
  taxId: '0045678903',
  partnerName: 'Северный контур',
  solutions: ['corporate-university'],
  status: 'pinned',
};
const enqueue = (kind: string, payload: object, key = kind) =>
  backend.embedded.query('select private.enqueue_crm_event($1, $2::jsonb, $3)', [kind, JSON.stringify(payload), key]);
const states = () =>
  backend.embedded.query<{ kind: string; status: string; attempts: number; problem: string | null }>(
    `select kind, status, attempts, problem from private.notifications where channel = 'crm' order by sequence`,
  );
const methods = () => portal.calls.map(({ method }) => method);
const sent = { sent: 1, failed: 0, postponed: 0 };
const postponed = { sent: 0, failed: 0, postponed: 1 };

describe('an event', () => {
  it('of an application becomes a lead of the CRM with its origin, contact and tax id', async () => {
    await enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(sent);
    expect(portal.items).toEqual([
      {
        id: 1,
        title: 'Заявка на партнёрство A-7K2M9QXR: ООО «Гавань»',
        companyTitle: 'ООО «Гавань»',
        name: 'Ирина Якорева',
        sourceDescription: 'Партнёрская программа, заявка',
        comments: 'Заявка: A-7K2M9QXR\nКомпания: ООО «Гавань»\nНалоговый номер: RU 0045678903',
        fm: [
          { typeId: 'EMAIL', valueType: 'WORK', value: 'irina@gavan.example' },
          { typeId: 'PHONE', valueType: 'WORK', value: '+7 900 000-00-01' },
        ],
        originatorId: 'letok',
        originId: 'A-7K2M9QXR',
      },
    ]);
    expect(portal.calls.map(({ body }) => body.entityTypeId)).toEqual([1, 1]);
  });

  it('of a lead names partner, client, solutions and what was decided', async () => {
    await enqueue('lead_registered', lead);
    expect(await deliverCrm()).toEqual(sent);
    expect(portal.items[0]).toMatchObject({
      title: 'Лид партнёра L-7K2M9QXR: АО «Высокий берег»',
      comments: expect.stringContaining('Решения: Корпоративный университет\nРешение по лиду: клиент закреплён'),
    });
    expect(portal.items[0]).not.toHaveProperty('fm');
  });

  it('of a decision changes the lead that is there, after it was made, and makes none', async () => {
    await enqueue('application_received', application);
    await enqueue('application_approved', { number: application.number });
    await enqueue('application_declined', { number: 'A-00000000' });
    expect(await deliverCrm()).toEqual({ sent: 3, failed: 0, postponed: 0 });
    expect(portal.items).toEqual([expect.objectContaining({ statusDescription: 'Заявка одобрена' })]);
    expect(methods().filter((method) => method === 'crm.item.add')).toHaveLength(1);
  });

  it('that nobody can write fails alone', async () => {
    await enqueue('unheard_of', {});
    await enqueue('lead_registered', {}, 'empty');
    await enqueue('application_received', application);
    expect(await deliverCrm()).toEqual({ sent: 1, failed: 2, postponed: 0 });
  });

  it('is finished without a call when there is no CRM', async () => {
    const before = settings();
    useSettings({ ...before, crm: null });
    await enqueue('application_received', application);
    expect(await deliverCrm()).toEqual({ sent: 0, failed: 0, postponed: 0 });
    useSettings(before);
    expect(await states()).toEqual([expect.objectContaining({ status: 'sent', attempts: 0 })]);
    expect(portal.calls).toEqual([]);
  });

  it('of every kind SQL writes has its place in the CRM', async () => {
    const { readdirSync, readFileSync } = await import('node:fs');
    const folder = new URL('../../supabase/migrations/', import.meta.url);
    const sql = readdirSync(folder)
      .map((name) => readFileSync(new URL(name, folder), 'utf8'))
      .join('\n');
    const kinds = [...sql.matchAll(/enqueue_crm_event\('(\w+)'/g)].map(([, kind]) => kind!);
    expect(kinds.length).toBeGreaterThan(0);
    expect(kinds.filter((kind) => !crmKinds.includes(kind))).toEqual([]);
  });
});

describe('what somebody typed', () => {
  const hostile =
    '[url=https://evil.example]жми[/url] <script>alert(1)</script> www.evil.example a@b.example\r\n[img]x[/img]';

  it('is text in the CRM: no BBCode, no HTML, no address it makes a link of', () => {
    const site = { timeZone: 'UTC', solutionTitles: {} };
    for (const item of [
      crmItemOf(
        'lead_registered',
        { ...lead, clientName: hostile, partnerName: hostile, solutions: [hostile], status: hostile },
        site,
      ),
      crmItemOf('application_received', { ...application, companyName: hostile, contactName: hostile }, site),
    ]) {
      const { fm: _, ...fields } = 'create' in item ? item.create : {};
      expect(Object.values(fields).join(' ')).not.toMatch(/[[\]<>]|:\/\/|www\.|\w@\w|\r/);
      expect(String(fields['title']).length).toBeLessThanOrEqual(250);
    }
  });
});

describe('a portal', () => {
  it('gets two requests a second, never more, from several runs at a time too', async () => {
    pace.gapMilliseconds = 500;
    for (let n = 1; n <= 4; n += 1) await enqueue('lead_registered', { ...lead, number: `L-0000000${n}` }, `lead.${n}`);
    await Promise.all([deliverCrm(), deliverCrm(), deliverCrm()]);
    expect(portal.items).toHaveLength(4);
    const gaps = portal.calls.slice(1).map(({ at }, n) => at - portal.calls[n]!.at);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(480);
  });

  it('that is busy for a moment (503 QUERY_LIMIT_EXCEEDED) is asked again after a second', async () => {
    let busy = 1;
    portal.misbehave((_, answer) => (busy-- > 0 ? json(answer, 503, { error: 'QUERY_LIMIT_EXCEEDED' }) : undefined));
    await enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(sent);
    expect(portal.calls[1]!.at - portal.calls[0]!.at).toBeGreaterThanOrEqual(990);
  });

  it('that has had too much (429 OPERATION_TIME_LIMIT) is left alone until the moment it names, and no attempt is lost', async () => {
    portal.misbehave((_, answer) =>
      json(answer, 429, { error: 'OPERATION_TIME_LIMIT', time: { operating_reset_at: Date.now() / 1000 + 300 } }),
    );
    await enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(postponed);
    expect(await deliverCrm()).toEqual({ sent: 0, failed: 0, postponed: 0 });
    expect(portal.calls).toHaveLength(1);
    expect(await states()).toEqual([
      {
        kind: 'application_received',
        status: 'waiting',
        attempts: 0,
        problem: 'crm.item.list: 429 OPERATION_TIME_LIMIT',
      },
    ]);
    portal.misbehave();
    await backend.embedded.shiftClock(290);
    expect((await deliverCrm()).sent).toBe(0);
    await backend.embedded.shiftClock(305);
    expect(await deliverCrm()).toEqual(sent);
    expect(await backend.embedded.query('select * from private.channel_pauses')).toEqual([]);
  });

  it.each([
    [401, 'expired_token'],
    [403, 'insufficient_scope'],
    [503, 'OVERLOAD_LIMIT'],
    [404, 'ERROR_METHOD_NOT_FOUND'],
  ])(
    'that refuses us (%i %s) gets no further call for a quarter of an hour, and staff hear of it once',
    async (status, code) => {
      portal.misbehave((_, answer) => json(answer, status, { error: code }));
      await enqueue('application_received', application);
      await enqueue('lead_registered', lead);
      expect(await deliverCrm()).toEqual(postponed);
      await deliverNotifications();
      await backend.embedded.shiftClock(899);
      await deliverNotifications();
      expect(portal.calls).toHaveLength(1);
      await backend.embedded.shiftClock(901);
      await deliverNotifications();
      expect(portal.calls).toHaveLength(2);
      await deliverNotifications();
      expect(backend.mails.map(({ kind, to }) => [kind, to.address])).toEqual([['crm_refused', 'staff@uley.example']]);
      expect(backend.mails[0]!.text).toContain(`Ответ портала: crm.item.list: ${status} ${code}`);
      portal.misbehave();
      await backend.embedded.shiftClock(1900);
      expect(await deliverCrm()).toEqual({ sent: 2, failed: 0, postponed: 0 });
    },
  );

  it('that refuses us is asked at once under another address', async () => {
    const before = settings();
    useSettings({ ...before, crm: { webhookUrl: portal.webhookUrl.replace('geheim', 'falsch') } });
    await enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(postponed);
    useSettings(before);
    expect((await deliverCrm()).sent).toBe(0);
    await backend.embedded.shiftClock(901);
    await backend.embedded.query(`select public.pause_channel('crm', 900, '401', 'another address')`);
    expect(await deliverCrm()).toEqual(sent);
  });

  it('that sends us elsewhere does not get our secret there', async () => {
    portal.misbehave((_, answer) => {
      answer.writeHead(307, { Location: `${portal.webhookUrl}crm.item.list.json` }).end();
      return 'answered';
    });
    await enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(postponed);
    expect(portal.calls).toHaveLength(1);
  });

  it.each([
    ['500', (answer: Parameters<typeof json>[0]) => json(answer, 500, { error: 'INTERNAL_SERVER_ERROR' })],
    [
      'garbage',
      (answer: Parameters<typeof json>[0]) => (answer.end('<html>Ведутся работы</html>'), 'answered' as const),
    ],
    [
      'an answer of another shape',
      (answer: Parameters<typeof json>[0]) => json(answer, 200, { result: { items: 'none' } }),
    ],
    ['nothing, and hangs up', (answer: Parameters<typeof json>[0]) => (answer.destroy(), 'answered' as const)],
  ])('that answers %s is asked again a minute later, and no attempt is lost', async (_, misbehave) => {
    portal.misbehave((_call, answer) => misbehave(answer));
    await enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(postponed);
    expect(await states()).toEqual([expect.objectContaining({ status: 'waiting', attempts: 0 })]);
    portal.misbehave();
    await backend.embedded.shiftClock(61);
    expect(await deliverCrm()).toEqual(sent);
    expect(portal.items).toHaveLength(1);
  });

  it('that hangs is let go after eight seconds, and mail is delivered meanwhile', async () => {
    portal.misbehave(() => 'answered');
    await enqueue('application_received', application);
    await backend.embedded.query(
      `select private.enqueue_notification('enquiry_received', 'a@b.example', null, 'ru', '{"number": "E-1"}', 'mail')`,
    );
    const begun = Date.now();
    const run = deliverNotifications();
    await vi.waitFor(() => expect(backend.mails).toHaveLength(1), { timeout: 3_000 });
    expect(Date.now() - begun).toBeLessThan(3_000);
    expect(await (await run).json()).toMatchObject({ mail: sent, crm: postponed });
    expect(Date.now() - begun).toBeLessThan(10_000);
  });

  it('that has made the lead and lost the answer gets no second one', async () => {
    portal.misbehave(({ method }, answer, obey) => {
      if (method !== 'crm.item.add') return undefined;
      obey();
      answer.destroy();
      return 'answered';
    });
    await enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(postponed);
    expect(portal.items).toHaveLength(1);
    portal.misbehave();
    await backend.embedded.shiftClock(61);
    expect(await deliverCrm()).toEqual(sent);
    expect(portal.items).toHaveLength(1);
  });

  it('that ignores our filter and shows other leads is not believed', async () => {
    portal.misbehave(({ method }, answer) =>
      method === 'crm.item.list'
        ? json(answer, 200, { result: { items: [{ id: 7, originatorId: 'other', originId: application.number }] } })
        : undefined,
    );
    await enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(sent);
    expect(portal.items).toHaveLength(1);
  });

  it('that refuses one item (400) does not hold up the others', async () => {
    portal.misbehave(({ body }, answer) =>
      body.fields?.['companyTitle'] === application.companyName
        ? json(answer, 400, { error: 'CRM_FIELD_ERROR_VALUE_NOT_VALID' })
        : undefined,
    );
    await enqueue('application_received', application);
    await enqueue('lead_registered', lead);
    expect(await deliverCrm()).toEqual({ sent: 1, failed: 1, postponed: 0 });
    expect((await states())[0]).toMatchObject({
      attempts: 1,
      problem: 'crm.item.add: 400 CRM_FIELD_ERROR_VALUE_NOT_VALID',
    });
  });

  it('and its secret are in no log and in no row', async () => {
    const written: string[] = [];
    for (const name of ['log', 'error', 'warn'] as const)
      vi.spyOn(console, name).mockImplementation((...words) => void written.push(words.join(' ')));
    const before = settings();
    useSettings({ ...before, crm: { webhookUrl: `http://127.0.0.1:${await freePort()}/rest/1/geheim/` } });
    await enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(postponed);
    useSettings(before);
    const rows = await backend.embedded.query('select n.*, p.* from private.notifications n, private.channel_pauses p');
    expect(rows).toHaveLength(1);
    expect(written.join() + JSON.stringify(rows)).not.toContain('geheim');
    expect(JSON.stringify(rows)).toContain('ECONNREFUSED');
  });
});
