import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const project = path.resolve(import.meta.dirname, '../..');

/** A file of the project's own code, by its path from the root with slashes. */
export interface SourceFile {
  path: string;
  lines: number;
  /** Files of the project it imports, by path. */
  imports: string[];
  /** Packages it imports, `node:` included. */
  packages: string[];
}

const aliases = Object.entries(
  JSON.parse(readFileSync(path.join(project, 'package.json'), 'utf8')).imports as Record<string, string>,
);

/** All code of src/, functions/ and tests/, with what each file imports. */
export function sourceFiles(): SourceFile[] {
  return globSync('{src,functions,tests}/**/*.{ts,tsx,astro,js,mjs,css,json}', { cwd: project })
    .map((file) => file.split(path.sep).join('/'))
    .sort()
    .map((file) => {
      const text = readFileSync(path.join(project, file), 'utf8');
      const specifiers = /\.(css|json)$/.test(file) ? [] : specifiersOf(text);
      return {
        path: file,
        lines: text.replace(/\n$/, '').split('\n').length,
        imports: specifiers.filter(isOwn).map((specifier) => resolved(file, specifier)),
        packages: specifiers.filter((specifier) => !isOwn(specifier)),
      };
    });
}

/** Paths and the aliases of package.json, not packages. */
const isOwn = (specifier: string) => /^[.#]/.test(specifier);

/** What a module names in its import, export-from and dynamic import statements, types included. */
export function specifiersOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|(?<=^|[\s;{}])\/\/.*$/gm, '');
  const statements =
    /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;()]*?\sfrom\s*)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...code.matchAll(statements)].map((match) => match[1] ?? match[2]!);
}

function resolved(file: string, specifier: string): string {
  const bare = specifier.replace(/\?.*$/, '');
  if (bare.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(file), bare));
  for (const [alias, target] of aliases) {
    const prefix = alias.replace('*', '');
    if (bare.startsWith(prefix)) return target.replace('./', '').replace('*', bare.slice(prefix.length));
  }
  return bare;
}
