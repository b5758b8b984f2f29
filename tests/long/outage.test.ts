import { afterAll, beforeAll, expect, it } from 'vitest';
import { liveThroughOutage, median, openOutage, recover, type Outage } from '../helpers/outage.ts';

// A thousand events; tests/functions/outage.test.ts lives through a hundred.
let outage: Outage;
let took: Awaited<ReturnType<typeof liveThroughOutage>>;
beforeAll(async () => {
  outage = await openOutage();
  took = await liveThroughOutage(outage, 200);
}, 600_000);
afterAll(() => outage?.close());

it('requests are answered as fast as before, whatever mail server and CRM do', () => {
  const [calm, troubled] = [median(took.calm), median(took.troubled)];
  console.log(
    `outage: ${took.troubled.length} requests, p50 ${Math.round(troubled)} ms (${Math.round(calm)} ms before)`,
  );
  expect(took.troubled).toHaveLength(1000);
  expect(troubled).toBeLessThan(2 * calm + 20);
});

it('none of a thousand events is lost, and each counts once', { timeout: 900_000 }, async () => {
  const begun = performance.now();
  const minutes = await recover(outage);
  console.log(`outage: all delivered in ${minutes} runs, ${Math.round((performance.now() - begun) / 1000)} s`);
  expect(Object.keys(await outage.states()).toSorted()).toEqual(['crm sent', 'mail sent']);
  const { numbers, mail, portal } = outage;
  const ids = [...new Set(mail.received.map(({ messageId }) => messageId))];
  expect(ids.filter((id) => id.startsWith('<application_received.')).toSorted()).toEqual(
    numbers.map((number) => `<application_received.${number}@uley.example>`).toSorted(),
  );
  expect(ids.filter((id) => id.startsWith('<application_waiting.'))).toHaveLength(numbers.length);
  expect(portal.items.map(({ originId }) => originId).toSorted()).toEqual(numbers.toSorted());
});
