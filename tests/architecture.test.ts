import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { architectureRules } from '#tests/helpers/architecture-rules.ts';
import { project, sourceFiles, specifiersOf } from '#tests/helpers/source-files.ts';
import type { SourceFile } from '#tests/helpers/source-files.ts';

const files = sourceFiles();

/** For every rule a file that breaks it: a rule that cannot fail holds nothing. */
const breakers: Record<string, Partial<SourceFile> & { path: string }> = {
  'The server imports from src only contracts, rules and strings': {
    path: 'functions/x.ts',
    imports: ['src/ui/Table.tsx'],
  },
  'The browser never imports the server': { path: 'src/ui/Table.tsx', imports: ['functions/http/problem.ts'] },
  'Contracts and rules import zod and each other, nothing else': {
    path: 'src/features/leads/lead-contract.ts',
    packages: ['hono'],
  },
  'Features meet only through contracts and rules': {
    path: 'src/features/leads/LeadForm.tsx',
    imports: ['src/features/clients/clients-api.ts'],
  },
  'Routes, layouts, components and tags take from a feature its component, contract, rules or api': {
    path: 'src/pages/a.astro',
    imports: ['src/features/leads/LeadForm.tsx'],
  },
  'Nobody imports a route, and a function is imported by the host alone': {
    path: 'src/layouts/Page.astro',
    imports: ['src/pages/a.astro'],
  },
  'Code that ships imports no test': { path: 'src/ui/form.ts', imports: ['tests/helpers/a.ts'] },
  'A route has at most 40 lines': { path: 'src/pages/a.astro', lines: 41 },
  'A file has at most 300 lines': { path: 'src/ui/form.ts', lines: 301 },
  'No file and no folder has a name that names nothing': { path: 'src/utils/a.ts' },
  'Files are kebab-case, components PascalCase': { path: 'src/ui/table.tsx' },
};

describe('the architecture', () => {
  it.each(architectureRules.map((rule) => [rule.says, rule]))('%s', (_says, rule) => {
    const broken = files.flatMap((file) => rule.breaks(file).map((what) => `${file.path}: ${what}`));
    expect(broken).toEqual([]);
  });

  it.each(architectureRules.map((rule) => [rule.says, rule]))('would notice when not: %s', (says, rule) => {
    const breaker = breakers[says]!;
    expect(rule.breaks({ lines: 1, imports: [], packages: [], ...breaker })).not.toEqual([]);
  });

  it('reads imports of every kind', () => {
    const text =
      "import a from './a.ts';\nimport type { B } from '#b/b.ts';\nimport './c.css';\nexport { d } from './d.ts';\nconst e = await import('./e.ts');\nimport {\n  f,\n} from 'f';\n// import g from './g.ts';\n";
    expect(specifiersOf(text)).toEqual(['./a.ts', '#b/b.ts', './c.css', './d.ts', './e.ts', 'f']);
    expect(files.reduce((sum, { imports }) => sum + imports.length, 0)).toBeGreaterThan(files.length / 2);
  });

  it('has a config in every function, and no folder that Netlify would take for one', () => {
    const functions = globSync('functions/*.ts', { cwd: project });
    expect(
      functions.filter((file) => !/^export const config\b/m.test(readFileSync(path.join(project, file), 'utf8'))),
    ).toEqual([]);
    const folders = globSync('functions/*/{index,*}.ts', { cwd: project }).map((file) => file.split(path.sep));
    expect(folders.filter(([, folder, name]) => name === 'index.ts' || name === `${folder}.ts`)).toEqual([]);
  });

  it('lists every function and its rooms in functions/README.md, every table in supabase/README.md', () => {
    const textOf = (file: string) => readFileSync(path.join(project, file), 'utf8');
    const names = [
      ...globSync('functions/*.ts', { cwd: project }).map((file) => path.basename(file)),
      ...globSync('functions/*/', { cwd: project }).map((folder) => `${path.basename(folder)}/`),
    ];
    const tables = globSync('supabase/migrations/*.sql', { cwd: project })
      .flatMap((file) => [...textOf(file).matchAll(/^create table (\S+)/gm)])
      .map(([, name]) => name!.replace('public.', ''));
    const cells = (readme: string) =>
      [...textOf(readme).matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, first]) => first!.split(', '));
    const unnamed = (list: string[], readme: string) => {
      const named = cells(readme);
      return list.filter((name) => !named.includes(`\`${name}\``));
    };
    expect(names.length + tables.length).toBeGreaterThan(60);
    expect([...unnamed(names, 'functions/README.md'), ...unnamed(tables, 'supabase/README.md')]).toEqual([]);
  });

  it('gives every migration a moment of its own: two of one moment are one to a Supabase project', () => {
    const moments = globSync('supabase/migrations/*.sql', { cwd: project }).map((file) =>
      path.basename(file).slice(0, 14),
    );
    expect(moments.length).toBeGreaterThan(40);
    expect(moments.filter((moment, at) => moments.indexOf(moment) !== at)).toEqual([]);
  });

  it('has every file of a content schema behind the one table of collections', () => {
    const table = files.find(({ path: file }) => file === 'src/content-schemas/collections.ts')!;
    const reached = new Set<string>();
    const follow = (name: string) => {
      if (reached.has(name)) return;
      reached.add(name);
      for (const next of files.find(({ path: file }) => file === name)?.imports ?? []) follow(next);
    };
    follow(table.path);
    expect(
      files
        .map(({ path: file }) => file)
        .filter((file) => file.startsWith('src/content-schemas/') && !reached.has(file)),
    ).toEqual([]);
  });
});
