import { describe, expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { deliverCrm } from '../../functions/crm/deliver-crm.ts';
import { crmItemOf, crmKinds } from '../../functions/crm/crm-items.ts';
import { settings, useSettings } from '../../functions/settings/read-settings.ts';
import { application, lead, useCrm } from '../helpers/crm-backend.ts';

const crm = useCrm();
const sent = { sent: 1, failed: 0, postponed: 0 };

describe('an event', () => {
  it('of an application becomes a lead of the CRM with its origin, contact and tax id', async () => {
    await crm.enqueue('application_received', application);
    expect(await deliverCrm()).toEqual(sent);
    expect(crm.portal.items).toEqual([
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
    expect(crm.portal.calls.map(({ body }) => body.entityTypeId)).toEqual([1, 1]);
  });

  it('of a lead names partner, client, solutions and what was decided', async () => {
    await crm.enqueue('lead_registered', lead);
    expect(await deliverCrm()).toEqual(sent);
    expect(crm.portal.items[0]).toMatchObject({
      title: 'Лид партнёра L-7K2M9QXR: АО «Высокий берег»',
      comments: expect.stringContaining('Решения: Корпоративный университет\nРешение по лиду: клиент закреплён'),
    });
    expect(crm.portal.items[0]).not.toHaveProperty('fm');
  });

  it('of a decision changes the lead that is there, after it was made, and makes none', async () => {
    await crm.enqueue('application_received', application);
    await crm.enqueue('application_approved', { number: application.number });
    await crm.enqueue('application_declined', { number: 'A-00000000' });
    expect(await deliverCrm()).toEqual({ sent: 3, failed: 0, postponed: 0 });
    expect(crm.portal.items).toEqual([expect.objectContaining({ statusDescription: 'Заявка одобрена' })]);
    expect(crm.portal.calls.filter(({ method }) => method === 'crm.item.add')).toHaveLength(1);
  });

  it('that nobody can write fails alone', async () => {
    await crm.enqueue('unheard_of', {});
    await crm.enqueue('lead_registered', {}, 'empty');
    await crm.enqueue('application_received', application);
    expect(await deliverCrm()).toEqual({ sent: 1, failed: 2, postponed: 0 });
  });

  it('is finished without a call when there is no CRM', async () => {
    const before = settings();
    useSettings({ ...before, crm: null });
    await crm.enqueue('application_received', application);
    expect(await deliverCrm()).toEqual({ sent: 0, failed: 0, postponed: 0 });
    useSettings(before);
    expect(await crm.states()).toEqual([expect.objectContaining({ status: 'sent', attempts: 0 })]);
    expect(crm.portal.calls).toEqual([]);
  });

  it('of every kind SQL writes has its place in the CRM', async () => {
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
