import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverOutbox, deliverSoon } from '../../functions/email/deliver-outbox.ts';
import { mailTrouble } from '../../functions/email/mail-trouble.ts';
import { useMailbox } from '../../functions/email/send-mail.ts';
import { openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';

describe('trouble with a mail', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }, 'server'],
    [{ code: 'ESOCKET', command: 'CONN' }, 'server'],
    [{ code: 'ETIMEDOUT' }, 'server'],
    [{ code: 'EDNS' }, 'server'],
    [{ code: 'EAUTH', responseCode: 535 }, 'server'],
    [{ code: 'EENVELOPE', responseCode: 421 }, 'server'],
    [{ code: 'EENVELOPE', responseCode: 450 }, 'later'],
    [{ code: 'EMESSAGE', responseCode: 452 }, 'later'],
    [{ code: 'EENVELOPE', responseCode: 550 }, 'mail'],
    [{ code: 'EMESSAGE', responseCode: 554 }, 'mail'],
    [{}, 'mail'],
    [null, 'mail'],
  ] as const)('%j is the fault of: %s', (error, fault) => expect(mailTrouble(error)).toBe(fault));
});

describe('the outbox, when the mail server', () => {
  let backend: FunctionBackend;
  let asked: string[];
  beforeAll(async () => (backend = await openFunctionBackend()));
  afterAll(() => backend.close());
  beforeEach(async () => {
    await backend.embedded.script('delete from private.notifications; delete from private.channel_pauses');
    await backend.embedded.shiftClock(0);
    asked = [];
    for (let n = 1; n <= 5; n += 1)
      await backend.embedded.query(
        `select private.enqueue_notification('passed_lead_moved_on', $1, null, 'ru', '{"number": "L-1"}', $2)`,
        [`nr${n}@gavan.example`, `key.${n}`],
      );
  });

  const answers = (error: object | undefined) =>
    useMailbox(async (mail) => {
      asked.push(mail.to.address);
      if (error) throw Object.assign(new Error('no'), error);
    });
  const states = () =>
    backend.embedded.query<{ status: string; attempts: number }>(
      'select status, attempts from private.notifications order by sequence',
    );
  const untouched = { status: 'waiting', attempts: 0 };

  it('is down, asks it once a minute and takes no attempt from any mail', async () => {
    answers({ code: 'ECONNREFUSED' });
    expect(await deliverOutbox()).toEqual({ sent: 0, failed: 0, postponed: 1 });
    expect(await deliverOutbox()).toEqual({ sent: 0, failed: 0, postponed: 0 });
    await backend.embedded.shiftClock(61);
    await deliverOutbox();
    expect(asked).toHaveLength(2);
    expect(await states()).toEqual(Array.from({ length: 5 }, () => untouched));
    answers(undefined);
    await backend.embedded.shiftClock(122);
    expect(await deliverOutbox()).toEqual({ sent: 5, failed: 0, postponed: 0 });
  });

  it('refuses three mails in a row, leaves it alone for a minute', async () => {
    answers({ code: 'EMESSAGE', responseCode: 554 });
    expect(await deliverOutbox()).toEqual({ sent: 0, failed: 3, postponed: 0 });
    expect((await states()).map(({ attempts }) => attempts).toSorted()).toEqual([0, 0, 1, 1, 1]);
    expect(await deliverOutbox()).toEqual({ sent: 0, failed: 0, postponed: 0 });
  });

  it('asks for patience with one mail, sends the others and tries that one a quarter of an hour later', async () => {
    useMailbox(async (mail) => {
      asked.push(mail.to.address);
      if (mail.to.address.startsWith('nr2')) throw Object.assign(new Error('grey-listed'), { responseCode: 450 });
    });
    expect(await deliverOutbox()).toEqual({ sent: 4, failed: 0, postponed: 1 });
    await backend.embedded.shiftClock(14 * 60);
    expect(await deliverOutbox()).toEqual({ sent: 0, failed: 0, postponed: 0 });
    await backend.embedded.shiftClock(16 * 60);
    answers(undefined);
    expect(await deliverOutbox()).toEqual({ sent: 1, failed: 0, postponed: 0 });
  });

  it('is slow, one run at a time serves all the requests that ask for one', async () => {
    let atOnce = 0;
    let most = 0;
    useMailbox(async (mail) => {
      most = Math.max(most, (atOnce += 1));
      await new Promise((resolve) => setTimeout(resolve, 20));
      atOnce -= 1;
      asked.push(mail.to.address);
    });
    const work: Promise<unknown>[] = [];
    for (let request = 0; request < 50; request += 1) deliverSoon({ waitUntil: (promise) => void work.push(promise) });
    await Promise.all(work);
    expect([most, asked.length]).toEqual([1, 5]);
  });
});
