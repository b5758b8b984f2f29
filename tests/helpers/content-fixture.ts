import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Problem } from '#build/check-content/problem.ts';

const sampleProject = path.resolve(import.meta.dirname, '../content/sample-project');

/** A fixture of tests/content/mistakes: files that are laid over the sample project, and what the checker says of them. */
export interface Fixture {
  files: Map<string, string>;
  says: string;
}

/** `=== path` begins a file, `=== says` the answer. */
export function readFixture(file: string): Fixture {
  const parts = readFileSync(file, 'utf8')
    .split(/^=== (.+)\n/m)
    .slice(1);
  const files = new Map<string, string>();
  for (let at = 0; at < parts.length; at += 2) files.set(parts[at]!, parts[at + 1]!);
  const says = files.get('says') ?? '';
  files.delete('says');
  return { files, says };
}

/** Does something with a copy of the sample project in which some files are different. */
export async function withProject<T>(
  files: ReadonlyMap<string, string>,
  use: (root: string) => Promise<T>,
): Promise<T> {
  const root = mkdtempSync(path.join(tmpdir(), 'letok-content-'));
  try {
    cpSync(sampleProject, root, { recursive: true });
    for (const [name, text] of files) {
      const file = path.join(root, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return await use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Problems as lines: place and kind, then the three sentences. */
export function asLines(problems: readonly Problem[]): string {
  return problems
    .map(
      ({ file, line, column, kind, wrong, expected, mend, again = [] }) =>
        `${file}:${line}:${column} ${kind}\n  ${wrong}\n  ${expected}\n  ${mend}\n${again.map((place) => `  = ${place}\n`).join('')}`,
    )
    .join('');
}
