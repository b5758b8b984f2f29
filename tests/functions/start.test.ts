import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockFolder } from '../../functions/host/embedded-supabase-lock.ts';
import { localSecret } from '../../functions/host/local-secret.ts';
import { editionOfToday, recordBuild, staleBuild } from '../../functions/host/site-build.ts';
import type { PublishedProgramme } from '../../functions/site/published-programme.ts';
import { makeBuildOutput } from '../helpers/build-output.ts';
import { openToOthers } from '../helpers/file-mode.ts';
import { freePort } from '../helpers/free-port.ts';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), 'letok-start-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `npm start` with these flags and settings, until it ends. */
function start(flags: string[], variables: Record<string, string> = {}, nodeFlags: string[] = []) {
  const { PATH, HOME, SystemRoot } = process.env;
  const child = spawn(
    process.execPath,
    [...nodeFlags, 'functions/host/check-node.js', 'start', '--data', folder, ...flags],
    {
      cwd: root,
      env: { ...(PATH && { PATH }), ...(HOME && { HOME }), ...(SystemRoot && { SystemRoot }), ...variables },
    },
  );
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));
  return new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, said: said.trim() })),
  );
}

const pretend = (version: string) => [
  '--import',
  `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`,
];

describe('npm start says in one sentence and ends with 1', () => {
  it('that Node is too old', async () => {
    expect(await start([], {}, pretend('20.18.0'))).toEqual({
      code: 1,
      said: 'Letok needs Node 24 or newer and this is Node 20.18.0: start it with "npm start" after "npm install", which brings the right one along.',
    });
  });

  it('which settings are wrong', async () => {
    const { code, said } = await start([], { LETOK_SITE_URL: 'http://partners.example', LETOK_SECRET: 'short' });
    expect(code).toBe(1);
    expect(said).toMatch(
      /^Wrong settings: LETOK_SITE_URL must begin with https:.*; LETOK_SECRET is shorter than 32 bytes.*\.$/,
    );
  });

  it('which settings a Supabase project needs', async () => {
    const { code, said } = await start([], { SUPABASE_URL: 'https://abc.supabase.co' });
    expect([code, said.split('\n').length]).toEqual([1, 1]);
    expect(said).toContain('SUPABASE_SERVICE_ROLE_KEY');
  });

  it('that the port is taken, and what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await start(['--port', String(port)])).toEqual({
      code: 1,
      said: `Port ${port} is taken by another program: stop that one or choose another one with --port ${port + 1}.`,
    });
    await new Promise((resolve) => other.close(resolve));
  });

  it('that the data is in use by another Letok', async () => {
    const unlock = lockFolder(folder);
    const { code, said } = await start(['--port', String(await freePort())]);
    unlock();
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(
        /^The data folder .* is in use by process \d+ \(since .*\): stop that one first, or give this one another folder \(--data\)\.$/,
      ),
    ]);
  });

  it('which flags there are', async () => {
    const { code, said } = await start(['--prot', '4322']);
    expect([code, said]).toEqual([
      1,
      "Unknown option '--prot': npm start -- [--port 4321] [--no-build] [--data .letok].",
    ]);
  });
});

describe('what npm start keeps', () => {
  it('is a secret made once, for the owner alone', () => {
    const secret = localSecret(folder);
    expect(secret.length).toBeGreaterThan(60);
    expect(localSecret(folder)).toBe(secret);
    expect(openToOthers(path.join(folder, 'secret'))).toBe(false);
  });

  it('is a hash of what the site is made of, so that only a change builds again', async () => {
    const { root: project, remove } = makeBuildOutput();
    const { isStale, inputsSha256 } = await staleBuild(project);
    expect(isStale).toBe(true);
    recordBuild(project, inputsSha256);
    expect((await staleBuild(project)).isStale).toBe(false);
    writeFileSync(path.join(project, 'astro.config.ts'), '// changed');
    expect((await staleBuild(project)).isStale).toBe(true);
    remove();
  });

  it('is forgotten with the output it belongs to, so that a build by hand is not taken for ours', async () => {
    const { root: project, remove } = makeBuildOutput();
    const { inputsSha256 } = await staleBuild(project);
    recordBuild(project, inputsSha256);
    rmSync(path.join(project, 'private', 'site-build.json'));
    expect((await staleBuild(project)).isStale).toBe(true);
    remove();
  });

  it('names the edition the pages show: when the next one comes into force, they are built anew', async () => {
    const { root: project, remove } = makeBuildOutput();
    const { inputsSha256 } = await staleBuild(project);
    recordBuild(project, inputsSha256);
    const file = path.join(project, 'private', 'programme.json');
    const programme = JSON.parse(readFileSync(file, 'utf8')) as PublishedProgramme;
    const [first] = programme.editions;
    const next = (inForceFrom: string) => ({ ...first!, rules: { ...first!.rules, id: '2026-12', inForceFrom } });
    const publish = (inForceFrom: string) =>
      writeFileSync(file, JSON.stringify({ ...programme, editions: [first, next(inForceFrom)] }));
    publish(new Date(Date.now() + 3_600_000).toISOString());
    expect((await staleBuild(project)).isStale).toBe(false);
    publish(new Date(Date.now() - 1000).toISOString());
    expect((await staleBuild(project)).isStale).toBe(true);
    expect(editionOfToday(project)).toBe('2026-12');
    remove();
  });
});
