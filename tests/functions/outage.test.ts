import { afterAll, beforeAll, expect, it } from 'vitest';
import { liveThroughOutage, median, openOutage, recover, type Outage } from '../helpers/outage.ts';

// A hundred events; tests/long/outage.test.ts lives through a thousand.
let outage: Outage;
let took: Awaited<ReturnType<typeof liveThroughOutage>>;
beforeAll(async () => {
  outage = await openOutage();
  took = await liveThroughOutage(outage, 20);
});
afterAll(() => outage?.close());

it('while mail server and CRM are down, hang, refuse or are busy, requests are answered as fast as before', () => {
  expect(took.troubled).toHaveLength(100);
  // A request that waited for either would take seconds.
  expect(median(took.troubled)).toBeLessThan(2 * median(took.calm) + 20);
  expect(Math.max(...took.troubled)).toBeLessThan(1000);
});

it(
  'when both are back everything arrives, and counts once by its Message-ID and its origin',
  { timeout: 120_000 },
  async () => {
    await recover(outage);
    expect(Object.keys(await outage.states()).toSorted()).toEqual(['crm sent', 'mail sent']);
    const { numbers, mail, portal } = outage;
    const ids = new Set(mail.received.map(({ messageId }) => messageId));
    expect([...ids].filter((id) => id.startsWith('<application_received.')).toSorted()).toEqual(
      numbers.map((number) => `<application_received.${number}@uley.example>`).toSorted(),
    );
    expect([...ids].filter((id) => id.startsWith('<application_waiting.'))).toHaveLength(numbers.length);
    expect(portal.items.map(({ originId }) => originId).toSorted()).toEqual(numbers.toSorted());
  },
);
