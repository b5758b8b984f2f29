import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const projectRoot = path.resolve(import.meta.dirname, '..', '..');

/** What the site is built from, without its content. */
const sources = ['astro.config.ts', 'package.json', 'tsconfig.json', 'public', 'src', 'content'];

export function copyProject(folder: string): void {
  for (const name of sources) cpSync(path.join(projectRoot, name), path.join(folder, name), { recursive: true });
  linkPackages(folder);
}

/** Links every package, not the folder itself: Astro keeps its caches in node_modules, and those must not be the project's. */
export function linkPackages(folder: string): void {
  const from = path.join(projectRoot, 'node_modules');
  const to = path.join(folder, 'node_modules');
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.name.startsWith('.') && entry.name !== '.bin') continue;
    if (!entry.isFile() && !existsSync(path.join(to, entry.name)))
      symlinkSync(path.join(from, entry.name), path.join(to, entry.name), 'junction');
  }
}

export function put(folder: string, file: string, text: string): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}
