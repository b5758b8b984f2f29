import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliverOutbox } from '../../functions/email/deliver-outbox.ts';
import { useMailbox } from '../../functions/email/send-mail.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import staffNotifications from '../../functions/staff-notifications.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin, postJsonTo } from '../helpers/post.ts';
import { people } from '../helpers/register-world.ts';
import { signIn } from '../helpers/sign-in.ts';

let backend: FunctionBackend;
let maria: { cookie: string };
let anna: { cookie: string };
beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
  [maria, anna] = [await signIn(backend, people.maria), await signIn(backend, people.anna)];
});
afterAll(() => backend.close());
beforeEach(async () => {
  await backend.embedded.script('delete from private.notifications; delete from private.channel_pauses');
  await backend.embedded.query(
    `insert into private.notifications (kind, recipient_email, locale, payload, idempotency_key, status, attempts, problem, finished_at)
     values ('appeal_received', 'a@b.example', 'ru', '{"number": "P-1", "answerBy": "2026-11-25"}', 'one', 'dead', 10, '550 no such user', now())`,
  );
});

const ask = async (method: 'GET' | 'POST', path: string, by?: { cookie: string }) => {
  const request =
    method === 'GET' ? new Request(origin + path, { headers: { ...by } }) : postJsonTo(path, {}, { ...by });
  const response = await staffNotifications(request, functionContext());
  return { status: response.status, body: (await response.json()) as { items: { id: string }[]; code?: string } };
};
const list = '/api/staff/notifications';

describe('what could not be delivered', () => {
  it('is seen by staff with receiver and reason, and sent when they say so', async () => {
    const { status, body } = await ask('GET', list, maria);
    expect(status).toBe(200);
    expect(body.items).toEqual([
      expect.objectContaining({ kind: 'appeal_received', recipient: 'a@b.example', problem: '550 no such user' }),
    ]);
    const retry = `${list}/${body.items[0]!.id}/retry`;
    const sent: string[] = [];
    useMailbox(async (mail) => void sent.push(mail.to.address));
    expect((await ask('POST', retry, maria)).status).toBe(200);
    // It leaves after the answer; whoever comes first sends it, once.
    await deliverOutbox();
    await expect.poll(() => sent).toEqual(['a@b.example']);
    expect((await ask('GET', list, maria)).body.items).toEqual([]);
    // It is not dead any more.
    expect((await ask('POST', retry, maria)).status).toBe(404);
  });

  it('is nobody else’s business', async () => {
    const { items } = (await ask('GET', list, maria)).body;
    const retry = `${list}/${items[0]!.id}/retry`;
    expect([await ask('GET', list), await ask('POST', retry)].map(({ status }) => status)).toEqual([401, 401]);
    expect([await ask('GET', list, anna), await ask('POST', retry, anna)].map(({ status }) => status)).toEqual([
      403, 403,
    ]);
  });

  it.each(['0', '201', 'x'])('is listed with a limit of 1 to 200, not %s', async (limit) =>
    expect((await ask('GET', `${list}?limit=${limit}`, maria)).status).toBe(422),
  );
});
