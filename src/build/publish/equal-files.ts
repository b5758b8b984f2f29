import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

/** What is read as a module of its own: the same text at another place may mean something else. */
const MODULE = /\.(mdx?|astro|[cm]?[jt]sx?|css|json|ya?ml)$/i;

/**
 * Makes equal pictures and downloads of `folder` one module, so that the bundler meets each content once. It writes equal files once
 * anyway, but when it met a copy with a longer name first, it called the file `[hash]2`: the name of a public file told that there
 * is a private copy, and it changed from build to build (Rolldown before 1.3.3).
 */
export function equalFilesOnce(folder: string): Plugin {
  const root = realpathSync(folder);
  const firstOf = new Map<string, string>();
  return {
    name: 'letok-equal-files-once',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
      if (!resolved || resolved.external) return resolved;
      const [file = '', ...query] = resolved.id.split('?');
      if (path.relative(root, file).startsWith('..') || MODULE.test(file)) return resolved;
      const content = createHash('sha256').update(readFileSync(file)).digest('hex') + path.extname(file);
      const first = firstOf.get(content) ?? file;
      firstOf.set(content, first);
      return { ...resolved, id: [first, ...query].join('?') };
    },
  };
}
