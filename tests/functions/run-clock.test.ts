import { afterAll, beforeAll, expect, test } from 'vitest';
import runClock from '../../functions/run-clock.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';

let backend: FunctionBackend;
beforeAll(async () => {
  backend = await openFunctionBackend();
  await seedDemoWorld(backend.embedded);
});
afterAll(() => backend?.close());

test('one run deals with everything that is due, however much it is, and a second finds nothing', async () => {
  await backend.embedded.shiftClock(100 * 86_400);
  expect((await runClock()).status).toBe(200);
  const settled = () =>
    backend.embedded.query<{ open: number; ended: number }>(
      `select count(*) filter (where settled_at is null)::int as open, count(*) filter (where settled_at is not null)::int as ended
       from public.client_pins`,
    );
  expect(await settled()).toEqual([{ open: 0, ended: 4 }]);
  const told = backend.mails.filter(({ kind }) => kind === 'pin_expired').map(({ to }) => to.address);
  expect(told.toSorted()).toEqual([...Array(3).fill('anna@sever.example'), 'boris@most.example']);
  const before = backend.mails.length;
  await runClock();
  expect(backend.mails).toHaveLength(before);
});
