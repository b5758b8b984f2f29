import path from 'node:path';
import type { SourceFile } from './source-files.ts';

/** A sentence of ARCHITECTURE.md as a check: what breaks it in a file, nothing when the file keeps it. */
export interface ArchitectureRule {
  says: string;
  breaks: (file: SourceFile) => string[];
}

const isServer = ({ path: file }: SourceFile) => file.startsWith('functions/');
const isBrowser = ({ path: file }: SourceFile) => file.startsWith('src/') && !file.startsWith('src/build/');
const isContract = (file: string) => file.endsWith('-contract.ts');
const isRules = (file: string) => file.endsWith('-rules.ts');
const isStrings = (file: string) => /^src\/i18n\/strings\.[a-z]{2}\.json$/.test(file);
const featureOf = (file: string) => /^src\/features\/([^/]+)\//.exec(file)?.[1];
const isCode = ({ path: file }: SourceFile) => /\.(ts|tsx|astro|js|mjs)$/.test(file);

const forbiddenNames = new Set(['utils', 'helpers', 'common', 'shared', 'lib', 'misc', 'types', 'constants']);

export const architectureRules: readonly ArchitectureRule[] = [
  {
    says: 'The server imports from src only contracts, rules and strings',
    breaks: (file) =>
      isServer(file)
        ? file.imports.filter((to) => to.startsWith('src/') && !isContract(to) && !isRules(to) && !isStrings(to))
        : [],
  },
  {
    says: 'The browser never imports the server',
    breaks: (file) => (isBrowser(file) ? file.imports.filter((to) => to.startsWith('functions/')) : []),
  },
  {
    says: 'Contracts and rules import zod and each other, nothing else',
    breaks: (file) => {
      if (!file.path.startsWith('src/') || !(isContract(file.path) || isRules(file.path))) return [];
      // A checksum and the stem of a word are arithmetic somebody else has written well.
      const own = Object.entries({ '/tax-id-rules.ts': 'stdnum', '/term-rules.ts': '@orama/stemmers' });
      const packages = file.packages.filter(
        (name) =>
          !/^(zod(\/|$)|astro\/zod$)/.test(name) &&
          !own.some(([rules, arithmetic]) => file.path.endsWith(rules) && name.startsWith(arithmetic)),
      );
      return [...packages, ...file.imports.filter((to) => !isContract(to) && !isRules(to))];
    },
  },
  {
    says: 'Features meet only through contracts and rules',
    breaks: (file) => {
      const own = featureOf(file.path);
      return own
        ? file.imports.filter((to) => featureOf(to) && featureOf(to) !== own && !isContract(to) && !isRules(to))
        : [];
    },
  },
  {
    says: 'Routes, layouts, components and tags take from a feature its component, contract, rules or api',
    breaks: (file) =>
      /^src\/(pages|layouts|components|mdx)\//.test(file.path)
        ? file.imports.filter((to) => featureOf(to) && !to.endsWith('.astro') && !/-(contract|rules|api)\.ts$/.test(to))
        : [],
  },
  {
    says: 'Nobody imports a route, and a function is imported by the host alone',
    breaks: (file) =>
      file.imports.filter((to) => {
        const isFunction = /^functions\/[^/]+\.ts$/.test(to);
        const isHost = /^(functions\/host|tests)\//.test(file.path);
        return to.startsWith('src/pages/') || (isFunction && !isHost);
      }),
  },
  {
    says: 'Code that ships imports no test',
    breaks: (file) => (file.path.startsWith('tests/') ? [] : file.imports.filter((to) => to.startsWith('tests/'))),
  },
  {
    says: 'A route has at most 40 lines',
    breaks: (file) =>
      /^src\/pages\/.*\.(astro|ts)$/.test(file.path) && file.lines > 40 ? [`${file.lines} lines`] : [],
  },
  {
    says: 'A file has at most 300 lines',
    breaks: (file) =>
      isCode(file) && file.path !== 'functions/database/database.types.ts' && file.lines > 300
        ? [`${file.lines} lines`]
        : [],
  },
  {
    says: 'No file and no folder has a name that names nothing',
    breaks: ({ path: file }) =>
      file
        .replace(/^tests\/helpers\//, '')
        .split('/')
        .map((part) => part.replace(/\..*$/, ''))
        .filter((part) => forbiddenNames.has(part)),
  },
  {
    says: 'Files are kebab-case, components PascalCase',
    breaks: ({ path: file }) => {
      const name = path.posix.basename(file);
      // Routes are named by their addresses.
      if (file.startsWith('src/pages/')) return [];
      const isComponent = /\.(astro|tsx)$/.test(name);
      const fits = isComponent ? /^[A-Z][A-Za-z0-9]*\.(astro|tsx)$/ : /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.[a-z]+$/;
      return fits.test(name) ? [] : [name];
    },
  },
];
