import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbeddedSupabase, type EmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { prepareDataFolder } from '../helpers/database-folder.ts';
import { migrationsFolder } from '../helpers/database-pglite.ts';

const busyness = () => Math.max(1, loadavg()[0]! / availableParallelism() / 2);
const letters = 80_000;

let folder: string;
const open = (dataFolder: string): Promise<EmbeddedSupabase> =>
  openEmbeddedSupabase({ dataFolder, migrationsFolder, sendMail: () => {}, patienceSeconds: 120 });
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'letok-big-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Some 20 MB of notifications. */
async function fill(supabase: EmbeddedSupabase): Promise<void> {
  await supabase.script(`set session_replication_role = 'replica'`);
  const piece = 20_000;
  for (let from = 0; from < letters; from += piece)
    await supabase.query(`
      insert into private.notifications (kind, recipient_email, locale, payload, idempotency_key)
      select 'application_received', 'irina@gavan.example', 'ru', '{"number":"A-00000000","padding":"${'x'.repeat(80)}"}', n::text
      from generate_series(${from + 1}, ${from + piece}) n`);
  await supabase.script('reset session_replication_role');
}

const counted = async (supabase: EmbeddedSupabase) =>
  (await supabase.query<{ n: number }>('select count(*)::int as n from private.notifications'))[0]!.n;

describe('a register of some size', () => {
  it('is backed up with a short pause and restored whole; a restore that is killed leaves the old state or the new', async () => {
    const [big, target, file] = [join(folder, 'big'), join(folder, 'target'), join(folder, 'backup')];
    await prepareDataFolder(big);
    const source = await open(big);
    await fill(source);
    const [summary, waited] = await Promise.all([
      source.backup(file),
      wait(20).then(() => timed(() => counted(source))),
    ]);
    await source.close();
    expect(summary.bytes).toBeGreaterThan(15_000_000);

    await prepareDataFolder(target);
    const cut: string[] = [];
    let took = 0;
    const began = performance.now();
    expect(await restore(target, file)).toBe(0);
    took = (performance.now() - began) / 1000;
    const whole = await open(target);
    expect(await counted(whole)).toBe(letters);
    await whole.query('delete from private.notifications');
    await whole.close();
    for (const share of [0.5, 0.9, 0.99]) {
      const code = await restore(target, file, took * 1000 * share);
      const after = await open(target);
      const n = await counted(after);
      await after.close();
      cut.push(`${Math.round(share * 100)} %: ${n === 0 ? 'old' : 'new'}`);
      expect([0, letters]).toContain(n);
      expect(code === 0 ? n : letters).toBe(letters);
    }
    const megabytes = summary.bytes / 1e6;
    console.log(
      `backup of ${megabytes.toFixed(0)} MB: ${summary.seconds.toFixed(2)} s, others waited ${waited.toFixed(2)} s; ` +
        `restored in ${took.toFixed(1)} s; killed at ${cut.join(', ')}`,
    );
    expect(summary.seconds).toBeLessThan(busyness());
    expect(took).toBeLessThan(30 * busyness());
  }, 900_000);
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

/** `npm run restore -- --force` in a process of its own, killed after so long; its exit code. */
async function restore(target: string, file: string, killAfter?: number): Promise<number | null> {
  const script = fileURLToPath(new URL('../../functions/host/restore.ts', import.meta.url));
  const child = fork(script, ['--from', file, '--data', target, '--force'], { silent: true });
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  return code;
}
