import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedSupabase, type EmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { migrationsFolder } from '../helpers/database-pglite.ts';
import { refusedHost, startHost } from '../helpers/host-process.ts';
import { serverLoads } from '../helpers/server-load.ts';

const kills = 20;
const senders = 6;

/** What the server has said of each load, by key; and the keys it was killed over. */
interface Sent {
  acknowledged: Map<string, string>;
  unanswered: Set<string>;
}
const sent = new Map(serverLoads.map(({ name }) => [name, { acknowledged: new Map(), unanswered: new Set() } as Sent]));

let dataFolder: string;
beforeAll(() => (dataFolder = mkdtempSync(path.join(tmpdir(), 'letok-kill-'))));
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }));

/** Sends until the signal, from several senders at once; the answers are written down as they come. */
async function load(url: string, until: AbortSignal): Promise<void> {
  const one = async (sender: number) => {
    for (let n = sender; !until.aborted; n += 1) {
      const kind = serverLoads[n % serverLoads.length]!;
      const { acknowledged, unanswered } = sent.get(kind.name)!;
      const key = randomUUID();
      unanswered.add(key);
      try {
        acknowledged.set(key, await kind.send(url, key));
        unanswered.delete(key);
      } catch (error) {
        if (!until.aborted) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: senders }, (_, sender) => one(sender)));
}

/** 1 on a machine of our own; on one that others load, time stretches. */
const busyness = () => Math.max(1, loadavg()[0]! / availableParallelism() / 2);

/** Whoever got no answer asks again with the same key, and whoever got one gets the same. */
async function askAgain(url: string): Promise<void> {
  for (const kind of serverLoads) {
    const { acknowledged, unanswered } = sent.get(kind.name)!;
    for (const key of unanswered) acknowledged.set(key, await kind.send(url, key));
    unanswered.clear();
    for (const [key, number] of [...acknowledged].slice(-5)) expect(await kind.send(url, key)).toBe(number);
  }
}

describe(`a server that is killed ${kills} times under load`, () => {
  it('lets no second one onto its data folder, and says whose it is', async () => {
    const host = await startHost(dataFolder);
    const { code, said } = await refusedHost(dataFolder);
    await host.kill();
    expect(code).toBe(1);
    expect(said).toMatch(/^The data folder .* is in use by process \d+ \(since .*\): stop that one first/);
  });

  it('has what its load needs', async () => {
    const embedded = await openEmbeddedSupabase({ dataFolder, migrationsFolder, sendMail: () => {} });
    for (const { prepare } of serverLoads) await prepare?.(embedded.query);
    await embedded.close();
  });

  it('is ready again within ten seconds each time, and answers a repeated request as it would have', async () => {
    const ready: number[] = [];
    for (let round = 0; round < kills; round += 1) {
      const host = await startHost(dataFolder);
      ready.push(host.readySeconds);
      if (round === 0) for (const { begin } of serverLoads) await begin?.(host.url);
      await askAgain(host.url);
      const stop = new AbortController();
      const loading = load(host.url, stop.signal);
      await Promise.race([wait(randomInt(300, 1500)), loading]);
      stop.abort();
      await host.kill();
      await loading;
    }
    const counts = [...sent].map(([name, { acknowledged }]) => `${acknowledged.size} ${name}`);
    const sorted = ready.toSorted((a, b) => a - b);
    console.log(
      `killed ${kills} times over ${counts.join(', ')}; ready again in ${sorted[kills >> 1]!.toFixed(1)} s, ${sorted.at(-1)!.toFixed(1)} s at most`,
    );
    expect(sorted.at(-1)).toBeLessThan(10 * busyness());
  }, 900_000);

  it('has lost nothing it had acknowledged and left nothing half done, and the check would tell', async () => {
    const embedded = await openEmbeddedSupabase({ dataFolder, migrationsFolder, sendMail: () => {} });
    try {
      for (const kind of serverLoads) {
        const { acknowledged } = sent.get(kind.name)!;
        expect(acknowledged.size).toBeGreaterThan(kills);
        expect(await kind.problems(embedded.query, acknowledged)).toEqual([]);
      }
      const one = 'select id from public.applications where not sample order by number limit 1';
      const consent = `id in (select id from public.consents where subject_id = (${one}) limit 1)`;
      expect(await problemsAfter(embedded, `delete from public.consents where ${consent}`)).toHaveLength(1);
      expect(await problemsAfter(embedded, `delete from public.applications where id = (${one})`)).toHaveLength(2);
    } finally {
      await embedded.close();
    }
  }, 120_000);
});

/** What the check says after this harm, of applications. */
async function problemsAfter(embedded: EmbeddedSupabase, harm: string): Promise<string[]> {
  await embedded.script(`set session_replication_role = 'replica'; ${harm}; reset session_replication_role`);
  const [applications] = serverLoads;
  return applications!.problems(embedded.query, sent.get(applications!.name)!.acknowledged);
}
