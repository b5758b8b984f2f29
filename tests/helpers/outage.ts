import applications from '../../functions/applications.ts';
import { pace } from '../../functions/crm/bitrix24.ts';
import deliverNotifications from '../../functions/deliver-notifications.ts';
import { useMailbox } from '../../functions/email/send-mail.ts';
import { postJson, sampleApplication } from './applications.ts';
import { openFakeMailServer, type MailMood } from './fake-mail-server.ts';
import { json, openFakePortal, type Misbehaviour } from './fake-portal.ts';
import { functionContext, openFunctionBackend } from './function-backend.ts';

/** What mail server and portal do at a time. */
export const troubles: { mail: MailMood; portal: string; how: Misbehaviour }[] = [
  { mail: 'down', portal: 'hangs up', how: (_, answer) => (answer.destroy(), 'answered') },
  { mail: 'hangs', portal: 'hangs', how: () => 'answered' },
  { mail: 'refuses', portal: '500', how: (_, answer) => json(answer, 500, { error: 'INTERNAL_SERVER_ERROR' }) },
  { mail: 'busy', portal: '429', how: (_, answer) => json(answer, 429, { error: 'OPERATION_TIME_LIMIT' }) },
  {
    mail: 'loses answers',
    portal: 'loses answers',
    how: ({ method }, answer, obey) => {
      if (method !== 'crm.item.add') return undefined;
      obey();
      answer.destroy();
      return 'answered';
    },
  },
];

/** The whole way of an event: the endpoint, the outbox, a mail server and a portal that can fail. */
export async function openOutage() {
  const mail = await openFakeMailServer();
  const portal = await openFakePortal();
  const backend = await openFunctionBackend({
    SMTP_URL: mail.url,
    MAIL_FROM: 'partners@uley.example',
    STAFF_MAIL: 'staff@uley.example',
    BITRIX24_WEBHOOK_URL: portal.webhookUrl,
  });
  useMailbox(undefined);
  Object.assign(pace, { gapMilliseconds: 0, callSeconds: 1 });
  const numbers: string[] = [];
  let clock = 0;

  return {
    backend,
    mail,
    portal,
    /** Numbers of all applications that were accepted. */
    numbers,
    /** So many applications, one after the other, as a person waits for them -> milliseconds of each. */
    async apply(count: number): Promise<number[]> {
      const took: number[] = [];
      for (let n = 0; n < count; n += 1) {
        const application = sampleApplication();
        application.contact.email = `nr${numbers.length}@gavan.example`;
        const begun = performance.now();
        const answer = await applications(postJson(application), functionContext());
        const { number } = (await answer.json()) as { number?: string };
        took.push(performance.now() - begun);
        if (answer.status !== 201 || !number) throw new Error(`An application was answered with ${answer.status}.`);
        numbers.push(number);
      }
      return took;
    },
    /** One run of the schedule. */
    deliver: async () => (await deliverNotifications()).json(),
    /** Lets so many seconds pass for all rules. */
    async pass(seconds: number) {
      clock += seconds;
      await backend.embedded.shiftClock(clock);
    },
    async states() {
      const rows = await backend.embedded.query<{ state: string; n: number }>(
        `select channel || ' ' || status as state, count(*)::int as n from private.notifications group by 1`,
      );
      return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
    },
    async close() {
      await backend.close();
      await mail.close();
      await portal.close();
    },
  };
}

export type Outage = Awaited<ReturnType<typeof openOutage>>;

/** Applications arrive while mail server and portal fail in every way, then both return -> milliseconds of every request. */
export async function liveThroughOutage(outage: Outage, perTrouble: number) {
  const { mail, portal } = outage;
  await outage.apply(5);
  const calm = await outage.apply(perTrouble);
  await outage.deliver();
  const troubled: number[] = [];
  for (const { mail: mood, how } of troubles) {
    await mail.become(mood);
    portal.misbehave(how);
    // The schedule works while people apply, and a minute later it works again.
    const [took] = await Promise.all([outage.apply(perTrouble), outage.deliver()]);
    troubled.push(...took);
    await outage.pass(61);
    await outage.deliver();
  }
  await mail.become('well');
  portal.misbehave();
  return { calm, troubled };
}

/** Runs the schedule, minute after minute, until nothing waits -> minutes it took. */
export async function recover(outage: Outage, atMostMinutes = 200): Promise<number> {
  for (let minute = 1; minute <= atMostMinutes; minute += 1) {
    await outage.pass(61);
    await outage.deliver();
    const states = await outage.states();
    if (!states['mail waiting'] && !states['crm waiting']) return minute;
  }
  throw new Error(`Something still waits: ${JSON.stringify(await outage.states())}`);
}

export const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
