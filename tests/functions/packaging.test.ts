import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { zipFunctions } from '@netlify/zip-it-and-ship-it';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { route } from '../../functions/host/function-table.ts';
import { sessionCookieHeader } from '../../functions/http/session-tokens.ts';
import { readSettings, useSettings } from '../../functions/settings/read-settings.ts';
import { canaries, makeBuildOutput } from '../helpers/build-output.ts';
import { testSecret } from '../helpers/function-backend.ts';
import { knownToken } from '../helpers/session-double.ts';

/*
 * Packs the functions with Netlify's own packager, beside a small build, as a deploy does, and looks at what went in. The functions
 * are copied into a folder of the project, so that packages are found and no real build is touched.
 */
const project = path.resolve(import.meta.dirname, '../..');
const megabyte = 1024 * 1024;
let folder: string;
let packed: Awaited<ReturnType<typeof zipFunctions>>;

beforeAll(async () => {
  const build = makeBuildOutput();
  mkdirSync(path.join(project, '.netlify'), { recursive: true });
  folder = mkdtempSync(path.join(project, '.netlify', 'pack-'));
  for (const part of ['functions', 'src', 'package.json', 'tsconfig.json'])
    cpSync(path.join(project, part), path.join(folder, part), { recursive: true });
  for (const part of ['dist', 'private'])
    cpSync(path.join(build.root, part), path.join(folder, part), { recursive: true });
  build.remove();
  packed = await zipFunctions(path.join(folder, 'functions'), path.join(folder, 'packed'), {
    archiveFormat: 'none',
    basePath: folder,
    repositoryRoot: project,
    config: configOfToml(),
  });
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The `[functions.*]` tables of netlify.toml; of TOML only what stands there is understood. */
function configOfToml(): Record<string, { nodeVersion: string; nodeBundler?: 'nft'; includedFiles?: string[] }> {
  const toml = readFileSync(path.join(project, 'netlify.toml'), 'utf8').replace(/^\s*#.*$/gm, '');
  const tables = [...toml.matchAll(/^\[functions\.([\w-]+)\]\nincluded_files = (\[[^\]]*\])/gm)];
  const named = tables.map(([, name, files]) => {
    const patterns = JSON.parse(files!.replace(/,\s*\]$/, ']')) as string[];
    // Packages are those of the project, two folders up.
    const includedFiles = patterns.map((one) => one.replace(/^!(?=node_modules\/)/, '!../../'));
    return [name!, { nodeVersion: '24', includedFiles }] as const;
  });
  return { '*': { nodeVersion: '24', nodeBundler: 'nft' }, ...Object.fromEntries(named) };
}

/** Paths inside a function, as it sees them from its root; the folder of this test stands for that root. */
function filesOf(name: string): string[] {
  const at = path.join(folder, 'packed', name);
  const entries = readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const prefix = `${path.relative(project, folder).split(path.sep).join('/')}/`;
  return entries
    .map((entry) => path.relative(at, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .map((file) => (file.startsWith(prefix) ? file.slice(prefix.length) : file));
}

function bytesOf(name: string): number {
  const entries = readdirSync(path.join(folder, 'packed', name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

describe('what Netlify deploys', () => {
  it('is exactly the .ts files directly in functions/', () => {
    const expected = readdirSync(path.join(project, 'functions'))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.basename(name, '.ts'));
    expect(packed.map(({ name }) => name).toSorted()).toEqual(expected.toSorted());
    expect(expected).toEqual(
      expect.arrayContaining([
        'applications',
        'deliver-notifications',
        'health',
        'page-feedback',
        'private-pages',
        'search-misses',
      ]),
    );
  });

  it('has a room for no function that a folder would make by accident', () => {
    const folders = readdirSync(path.join(project, 'functions'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    for (const { name } of folders)
      for (const accident of [`${name}.ts`, 'index.ts', `${name}.js`, 'index.js'])
        expect(readdirSync(path.join(project, 'functions', name))).not.toContain(accident);
  });

  it('stays far below the limits of 50 MB packed and 250 MB unpacked', () => {
    for (const { name } of packed) {
      const bytes = bytesOf(name);
      console.log(`packed ${name}: ${(bytes / megabyte).toFixed(1)} MB in ${filesOf(name).length} files`);
      expect(bytes).toBeLessThan(50 * megabyte);
    }
  });

  it('holds nothing of the Node host, its database or the tests', () => {
    for (const { name } of packed)
      expect(
        filesOf(name).filter((file) =>
          /pglite|supabase\/lite|playwright|chromium|vitest|srvx|node_modules\/(astro|vite|esbuild)\/|functions\/host/.test(
            file,
          ),
        ),
      ).toEqual([]);
  });

  it('has private pages in the function that guards them alone', () => {
    const privateFiles = Object.fromEntries(
      packed.map(({ name }) => [name, filesOf(name).filter((file) => file.startsWith('private/'))]),
    );
    expect(privateFiles['applications']!.toSorted()).toEqual([
      'private/programme.json',
      'private/security-headers.json',
    ]);
    expect(privateFiles['health']).toEqual(['private/security-headers.json']);
    // Addresses of private pages, not the pages.
    expect(privateFiles['page-feedback']!.toSorted()).toEqual(['private/pages.json', 'private/security-headers.json']);
    expect(privateFiles['search-misses']).toEqual(['private/security-headers.json']);
    expect(privateFiles['deliver-notifications']).toEqual(['private/programme.json']);
    expect(privateFiles['private-pages']).toEqual(
      expect.arrayContaining([
        'private/partner/index.html',
        'private/staff/_files/margins.csv',
        'private/en/partner/index.html',
      ]),
    );
  });

  it('brings the pages a function fills in or shows', () => {
    expect(filesOf('applications')).toEqual(
      expect.arrayContaining([
        'dist/apply/index.html',
        'dist/apply/thanks/index.html',
        'dist/en/apply/index.html',
        'dist/en/apply/thanks/index.html',
      ]),
    );
    expect(filesOf('page-feedback')).toEqual(
      expect.arrayContaining(['dist/errors/invalid_input/index.html', 'dist/en/errors/too_many_requests/index.html']),
    );
    expect(filesOf('private-pages')).toEqual(
      expect.arrayContaining([
        'dist/404.html',
        'dist/errors/wrong_role/index.html',
        'dist/en/errors/wrong_role/index.html',
        'dist/errors/database_unavailable/index.html',
      ]),
    );
    expect(filesOf('private-pages').filter((file) => file.startsWith('dist/'))).toHaveLength(4);
  });

  it('runs from its package: the gate refuses a visitor and opens for a session', () => {
    const lambda = path.join(folder, 'packed', 'private-pages', path.relative(project, folder));
    const script = `
      // Supabase knows one token, and is asked about no other.
      globalThis.fetch = async (url, { headers }) =>
        new URL(url).pathname === '/rest/v1/rpc/current_session' &&
        new Headers(headers).get('authorization') === 'Bearer ' + process.env.TOKEN
          ? Response.json({ user: { id: '1', name: 'Anna', email: 'anna@sever.example', roles: ['member'] } })
          : Response.json({ code: 'PT401', message: 'session_required' }, { status: 401 });
      const { default: gate } = await import(${JSON.stringify(pathToFileURL(path.join(lambda, 'functions', 'private-pages.mjs')).href)});
      const ask = (cookie) => gate(new Request('https://partners.example/partner/', { headers: { cookie } }), { ip: '203.0.113.5', waitUntil() {} });
      const [refused, opened] = [await ask(''), await ask(process.env.SESSION)];
      console.log(JSON.stringify([refused.status, refused.headers.get('location'), opened.status, await opened.text()]));`;
    const settings = {
      SUPABASE_URL: 'https://abc.supabase.co',
      SUPABASE_ANON_KEY: 'sb_publishable_x',
      SUPABASE_SERVICE_ROLE_KEY: 'sb_secret_x',
      LETOK_SECRET: testSecret,
      SMTP_URL: 'smtps://mail.example',
      MAIL_FROM: 'a@b.example',
      STAFF_MAIL: 'a@b.example',
      URL: 'https://partners.example',
    };
    useSettings(readSettings({ ...settings, LETOK_SITE_URL: settings.URL }));
    const accessToken = knownToken();
    const endsAt = Math.floor(Date.now() / 1000) + 60;
    const cookie = sessionCookieHeader({ accessToken, refreshToken: 'x', endsAt }).split(';')[0];
    expect(cookie).toMatch(/^__Host-letok=/);
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...settings, LAMBDA_TASK_ROOT: lambda, SESSION: cookie, TOKEN: accessToken },
      encoding: 'utf8',
    });
    expect(ran.stderr).toBe('');
    expect(JSON.parse(ran.stdout)).toEqual([
      302,
      '/sign-in/?next=%2Fpartner%2F',
      200,
      expect.stringContaining(canaries.partner),
    ]);
  });

  it('calls the outbox every minute, and has no address for it', () => {
    const outbox = packed.find(({ name }) => name === 'deliver-notifications');
    expect([outbox?.schedule, outbox?.routes]).toEqual(['* * * * *', []]);
  });

  it('routes as the Node host does', () => {
    const paths = [
      '/',
      '/partner',
      '/partner/',
      '/partner/kb/x/',
      '/partners/',
      '/en/partner/a',
      '/ene/partner/a',
      '/EN/partner/a',
      '/en/staff',
      '/api/applications',
      '/api/applications/',
      '/api/applications/stamp.css',
      '/api/applications/x',
      '/apply/thanks',
      '/apply/thanks/',
      '/en/apply/thanks/',
      '/en/apply/thanks',
      '/apply/',
      '/api/health',
      '/api/page-feedback',
      '/api/page-feedback/',
      '/api/search-misses',
    ];
    let compared = 0;
    for (const { routes = [] } of packed)
      for (const { pattern, literal, expression } of routes as {
        pattern: string;
        literal?: string;
        expression?: string;
      }[]) {
        const host = route(pattern);
        for (const tried of paths) {
          const netlify = expression
            ? new RegExp(expression).test(tried)
            : tried.replace(/(?<=.)\/$/, '') === literal!.replace(/(?<=.)\/$/, '');
          expect([pattern, tried, host(tried)]).toEqual([pattern, tried, netlify]);
          compared += 1;
        }
      }
    expect(compared).toBeGreaterThan(200);
  });
});
