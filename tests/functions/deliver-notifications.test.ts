import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import deliverNotifications from '../../functions/deliver-notifications.ts';
import { deliverOutbox } from '../../functions/email/deliver-outbox.ts';
import type { Mail } from '../../functions/email/mail.ts';
import { useMailbox } from '../../functions/email/send-mail.ts';
import { openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';

let backend: FunctionBackend;
beforeAll(async () => (backend = await openFunctionBackend({ STAFF_MAIL: 'staff@uley.example' })));
afterAll(() => backend.close());
beforeEach(async () => {
  await backend.embedded.script('delete from private.notifications');
  await backend.embedded.shiftClock(0);
});

const payload = JSON.stringify({
  number: 'A-7K2M9QXR',
  answerBy: '2026-11-25',
  companyName: 'Гавань',
  fit: { met: 5, of: 5, criteria: [] },
});
const enqueue = (count: number, kind = 'application_received') =>
  backend.embedded.query(
    `insert into private.notifications (kind, recipient_email, locale, payload, idempotency_key)
     select $1, 'nr' || n || '@gavan.example', 'ru', $2::jsonb, $1 || '.' || n from generate_series(1, $3::int) n`,
    [kind, payload, count],
  );
const states = () =>
  backend.embedded.query<{ status: string; attempts: number; problem: string | null; n: number }>(
    'select status, attempts, problem, count(*)::int as n from private.notifications group by 1, 2, 3 order by 1, 2',
  );
const mailboxThat = (take: (mail: Mail) => Promise<void>) => useMailbox(take);

describe('the outbox', () => {
  it('is emptied by one run of the scheduled function, each mail once', async () => {
    const sent: string[] = [];
    mailboxThat(async (mail) => void sent.push(mail.to.address));
    await enqueue(25);
    expect(await (await deliverNotifications()).json()).toEqual({
      mail: { sent: 25, failed: 0, postponed: 0 },
      crm: { sent: 0, failed: 0, postponed: 0 },
    });
    expect(new Set(sent).size).toBe(25);
    expect(await states()).toEqual([{ status: 'sent', attempts: 1, problem: null, n: 25 }]);
    expect(await deliverOutbox()).toEqual({ sent: 0, failed: 0, postponed: 0 });
  });

  it('is worked on by several runs at a time without telling anybody twice', async () => {
    const sent: string[] = [];
    mailboxThat(async (mail) => void sent.push(mail.to.address));
    await enqueue(40);
    await Promise.all([deliverOutbox(), deliverOutbox(), deliverOutbox(), deliverOutbox()]);
    expect(sent.toSorted()).toEqual([...new Set(sent)].toSorted());
    expect(sent).toHaveLength(40);
  });

  it('keeps what the mail server refused, says why without the address, and tries again when the pause is over', async () => {
    mailboxThat(async (mail) => {
      throw new Error(`550 mailbox of <${mail.to.address}> is full`);
    });
    await enqueue(1);
    expect(await deliverOutbox()).toEqual({ sent: 0, failed: 1, postponed: 0 });
    const [state] = await states();
    expect(state).toMatchObject({ status: 'waiting', attempts: 1 });
    expect(state!.problem).toMatch(/^550 mailbox of/);
    expect(state!.problem).not.toContain('gavan');
    mailboxThat(async () => {});
    expect(await deliverOutbox()).toEqual({ sent: 0, failed: 0, postponed: 0 });
    await backend.embedded.shiftClock(61);
    expect(await deliverOutbox()).toEqual({ sent: 1, failed: 0, postponed: 0 });
  });

  it('does not let a letter nobody can write hold up the others', async () => {
    const sent: string[] = [];
    mailboxThat(async (mail) => void sent.push(mail.kind));
    await enqueue(1, 'a_kind_without_letter');
    await enqueue(3);
    expect(await deliverOutbox()).toEqual({ sent: 3, failed: 1, postponed: 0 });
    expect(sent).toHaveLength(3);
  });

  it('stops by itself when its time is over and leaves the rest to the next run', async () => {
    mailboxThat(() => new Promise((resolve) => setTimeout(resolve, 120)));
    await enqueue(30);
    const begun = performance.now();
    const { sent } = await deliverOutbox(0.5);
    expect(performance.now() - begun).toBeLessThan(1500);
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(30);
    mailboxThat(async () => {});
    await backend.embedded.shiftClock(121);
    expect((await deliverOutbox()).sent).toBe(30 - sent);
  });
});
