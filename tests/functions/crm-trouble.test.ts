import { afterEach, describe, expect, it, vi } from 'vitest';
import { pace } from '../../functions/crm/bitrix24.ts';
import { deliverCrm } from '../../functions/crm/deliver-crm.ts';
import deliverNotifications from '../../functions/deliver-notifications.ts';
import { settings, useSettings } from '../../functions/settings/read-settings.ts';
import { application, lead, useCrm } from '../helpers/crm-backend.ts';
import { json } from '../helpers/fake-portal.ts';
import { freePort } from '../helpers/free-port.ts';

const crm = useCrm();
const sent = { sent: 1, failed: 0, postponed: 0 };
const postponed = { sent: 0, failed: 0, postponed: 1 };
afterEach(() => vi.restoreAllMocks());

describe('a portal', () => {
  it('gets two requests a second, never more, from several runs at a time too', async () => {
    pace.gapMilliseconds = 500;
    for (let n = 1; n <= 4; n += 1)
      await crm.enqueue('lead_registered', { ...lead, number: `L-0000000${n}` }, `lead.${n}`);
    await Promise.all([deliverCrm(), deliverCrm(), deliverCrm()]);
    expect(crm.portal.items).toHaveLength(4);
    // As the portal sees it; on the way a request may lose some of the distance to the one before.
    const three = crm.portal.calls.slice(2).map(({ at }, n) => at - crm.portal.calls[n]!.at);
    expect(Math.min(...three)).toBeGreaterThanOrEqual(900);
  });

  it('that is busy for a moment (503 QUERY_LIMIT_EXCEEDED) is asked again after a second', async () => {
    let busy = 1;
    crm.portal.misbehave((_, answer) =>
      busy-- > 0 ? json(answer, 503, { error: 'QUERY_LIMIT_EXCEEDED' }) : undefined,
    );
    await crm.enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(sent);
    expect(crm.portal.calls[1]!.at - crm.portal.calls[0]!.at).toBeGreaterThanOrEqual(990);
  });

  it('that has had too much (429 OPERATION_TIME_LIMIT) is left alone until the moment it names, and no attempt is lost', async () => {
    crm.portal.misbehave((_, answer) =>
      json(answer, 429, { error: 'OPERATION_TIME_LIMIT', time: { operating_reset_at: Date.now() / 1000 + 300 } }),
    );
    await crm.enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(postponed);
    expect(await deliverCrm()).toEqual({ sent: 0, failed: 0, postponed: 0 });
    expect(crm.portal.calls).toHaveLength(1);
    expect(await crm.states()).toEqual([
      {
        kind: 'application_received',
        status: 'waiting',
        attempts: 0,
        problem: 'crm.item.list: 429 OPERATION_TIME_LIMIT',
      },
    ]);
    crm.portal.misbehave();
    await crm.backend.embedded.shiftClock(290);
    expect((await deliverCrm()).sent).toBe(0);
    await crm.backend.embedded.shiftClock(305);
    expect(await deliverCrm()).toEqual(sent);
    expect(await crm.backend.embedded.query('select * from private.channel_pauses')).toEqual([]);
  });

  it.each([
    [401, 'expired_token'],
    [403, 'insufficient_scope'],
    [503, 'OVERLOAD_LIMIT'],
    [404, 'ERROR_METHOD_NOT_FOUND'],
  ])(
    'that refuses us (%i %s) gets no further call for a quarter of an hour, and staff hear of it once',
    async (status, code) => {
      crm.portal.misbehave((_, answer) => json(answer, status, { error: code }));
      await crm.enqueue('application_received', application);
      await crm.enqueue('lead_registered', lead);
      expect(await deliverCrm()).toEqual(postponed);
      await deliverNotifications();
      await crm.backend.embedded.shiftClock(899);
      await deliverNotifications();
      expect(crm.portal.calls).toHaveLength(1);
      await crm.backend.embedded.shiftClock(901);
      await deliverNotifications();
      expect(crm.portal.calls).toHaveLength(2);
      await deliverNotifications();
      expect(crm.backend.mails.map(({ kind, to }) => [kind, to.address])).toEqual([
        ['crm_refused', 'staff@uley.example'],
      ]);
      expect(crm.backend.mails[0]!.text).toContain(`Ответ портала: crm.item.list: ${status} ${code}`);
      crm.portal.misbehave();
      await crm.backend.embedded.shiftClock(1900);
      expect(await deliverCrm()).toEqual({ sent: 2, failed: 0, postponed: 0 });
    },
  );

  it('that refuses us is asked at once under another address', async () => {
    const before = settings();
    useSettings({ ...before, crm: { webhookUrl: crm.portal.webhookUrl.replace('geheim', 'falsch') } });
    await crm.enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(postponed);
    useSettings(before);
    expect((await deliverCrm()).sent).toBe(0);
    await crm.backend.embedded.shiftClock(901);
    await crm.backend.embedded.query(`select public.pause_channel('crm', 900, '401', 'another address')`);
    expect(await deliverCrm()).toEqual(sent);
  });

  it('that sends us elsewhere does not get our secret there', async () => {
    crm.portal.misbehave((_, answer) => {
      answer.writeHead(307, { Location: `${crm.portal.webhookUrl}crm.item.list.json` }).end();
      return 'answered';
    });
    await crm.enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(postponed);
    expect(crm.portal.calls).toHaveLength(1);
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
    crm.portal.misbehave((_call, answer) => misbehave(answer));
    await crm.enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(postponed);
    expect(await crm.states()).toEqual([expect.objectContaining({ status: 'waiting', attempts: 0 })]);
    crm.portal.misbehave();
    await crm.backend.embedded.shiftClock(61);
    expect(await deliverCrm()).toEqual(sent);
    expect(crm.portal.items).toHaveLength(1);
  });

  it('that hangs is let go after eight seconds, and mail is delivered meanwhile', async () => {
    crm.portal.misbehave(() => 'answered');
    await crm.enqueue('application_received', application);
    await crm.backend.embedded.query(
      `select private.enqueue_notification('enquiry_received', 'a@b.example', null, 'ru', '{"number": "E-1"}', 'mail')`,
    );
    const begun = Date.now();
    const run = deliverNotifications();
    await vi.waitFor(() => expect(crm.backend.mails).toHaveLength(1), { timeout: 3_000 });
    expect(Date.now() - begun).toBeLessThan(3_000);
    expect(await (await run).json()).toMatchObject({ mail: sent, crm: postponed });
    expect(Date.now() - begun).toBeLessThan(10_000);
  });

  it('that has made the lead and lost the answer gets no second one', async () => {
    crm.portal.misbehave(({ method }, answer, obey) => {
      if (method !== 'crm.item.add') return undefined;
      obey();
      answer.destroy();
      return 'answered';
    });
    await crm.enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(postponed);
    expect(crm.portal.items).toHaveLength(1);
    crm.portal.misbehave();
    await crm.backend.embedded.shiftClock(61);
    expect(await deliverCrm()).toEqual(sent);
    expect(crm.portal.items).toHaveLength(1);
  });

  it('that ignores our filter and shows other leads is not believed', async () => {
    crm.portal.misbehave(({ method }, answer) =>
      method === 'crm.item.list'
        ? json(answer, 200, { result: { items: [{ id: 7, originatorId: 'other', originId: application.number }] } })
        : undefined,
    );
    await crm.enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(sent);
    expect(crm.portal.items).toHaveLength(1);
  });

  it('that refuses one item (400) does not hold up the others', async () => {
    crm.portal.misbehave(({ body }, answer) =>
      body.fields?.['companyTitle'] === application.companyName
        ? json(answer, 400, { error: 'CRM_FIELD_ERROR_VALUE_NOT_VALID' })
        : undefined,
    );
    await crm.enqueue('application_received', application);
    await crm.enqueue('lead_registered', lead);
    expect(await deliverCrm()).toEqual({ sent: 1, failed: 1, postponed: 0 });
    expect((await crm.states())[0]).toMatchObject({
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
    await crm.enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(postponed);
    useSettings(before);
    const rows = await crm.backend.embedded.query(
      'select n.*, p.* from private.notifications n, private.channel_pauses p',
    );
    expect(rows).toHaveLength(1);
    expect(written.join() + JSON.stringify(rows)).not.toContain('geheim');
    expect(JSON.stringify(rows)).toContain('ECONNREFUSED');
  });
});
