import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow } from '#build/publish/site-files.ts';
import { runBuild } from '#tests/helpers/project-build.ts';
import { copyProject, put } from '../bench/project-folder.ts';

/*
 * Builds that must fail, in a copy of the project in which an older build lies. That the same copy builds when nothing is wrong is
 * what the global setup has shown.
 */
let root: string;
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'letok-refused-'));
  copyProject(root);
  put(root, 'dist/index.html', 'the build before');
  put(root, 'private/partner/index.html', 'the private build before');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A route beside the real ones. */
const route = (attributes: string, body = '') =>
  `<html lang="ru"${attributes}><head><title>x</title></head><body><h1>x</h1>${body}</body></html>\n`;

async function untouched(): Promise<void> {
  expect(await filesBelow(path.join(root, 'dist'))).toEqual(['index.html']);
  expect(await filesBelow(path.join(root, 'private'))).toEqual(['partner/index.html']);
  expect(readFileSync(path.join(root, 'dist/index.html'), 'utf8')).toBe('the build before');
}

describe('a build', () => {
  it(
    'is refused for every page whose access is not that of its address or that has an inline style',
    { timeout: 240_000 },
    async () => {
      const routes = {
        'src/pages/partner/open.astro': route(' data-access="public"'),
        'src/pages/partner/silent.astro': route(''),
        'src/pages/staff/lower.astro': route(' data-access="partner"'),
        'src/pages/en/partner/open.astro': route(' data-access="public"'),
        'src/pages/closed.astro': route(' data-access="partner"'),
        'src/pages/styled.astro': route(' data-access="public"', '<p style="color: red">x</p>'),
        'src/pages/styled-otherwise.astro': route(
          ' data-access="public"',
          '<p class="a"\n  STYLE=\'color: red\'>x</p>',
        ),
      };
      for (const [file, text] of Object.entries(routes)) put(root, file, text);
      const { code, said } = await runBuild(root);
      for (const file of Object.keys(routes)) rmSync(path.join(root, file));
      expect(code).not.toBe(0);
      const refused = said
        .split('\n')
        .flatMap((line) => /^\s*(\/\S*) (declares access|has an inline style)/.exec(line)?.[1] ?? []);
      expect(refused.sort(), said).toEqual([
        '/closed/',
        '/en/partner/open/',
        '/partner/open/',
        '/partner/silent/',
        '/staff/lower/',
        '/styled-otherwise/',
        '/styled/',
      ]);
      await untouched();
    },
  );

  it('tells every mistake of the content with its place, and nothing of our code', { timeout: 240_000 }, async () => {
    const spoilt: [file: string, right: RegExp, wrong: string, told: RegExp][] = [
      ['content/kb/ru/sell/margin.mdx', /^owner: .*$/m, 'owner: nobody', /:8 ошибка: .*«nobody»/],
      ['content/kb/ru/start/glossary.md', /^owner: .*$/m, 'owner: no-one', /:8 ошибка: .*«no-one»/],
      ['src/i18n/strings.en.json', /^ {4}"kb": .*\n/m, '', /:10 ошибка: .*«nav\.kb»/],
    ];
    const before = spoilt.map(([file]) => readFileSync(path.join(root, file), 'utf8'));
    for (const [at, [file, right, wrong]] of spoilt.entries()) put(root, file, before[at]!.replace(right, wrong));
    const { code, said } = await runBuild(root);
    for (const [at, [file]] of spoilt.entries()) put(root, file, before[at]!);
    expect(code).not.toBe(0);
    for (const [file, , , told] of spoilt) expect(said).toMatch(new RegExp(`^${file}:\\d+${told.source}`, 'm'));
    expect(said.trim().endsWith('The content has mistakes: see above.'), said).toBe(true);
    await untouched();
  });

  it('that fails half-way leaves what was published before', { timeout: 240_000 }, async () => {
    // An edition without rules: nobody reads it before pages and search indexes are made.
    mkdirSync(path.join(root, 'content/programme/2027-01'));
    const { code, said } = await runBuild(root);
    expect(code).not.toBe(0);
    expect(said).toContain('rules.yaml');
    await untouched();
  });
});
