import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build, type Plugin, type Rolldown } from 'vite';
import { afterAll, describe, expect, it } from 'vitest';
import { assetFileNames } from '#build/publish/asset-names.ts';
import { equalFilesOnce } from '#build/publish/equal-files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'letok-equal-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const put = (name: string, content: string) => writeFileSync(path.join(folder, name), content);
put('template.txt', 'one content');
put('copy-of-template.txt', 'one content');
put('other.txt', 'another content');

/** Holds a file back, as a slow disk may: the bundler then meets all others before it. */
const late = (name: string): Plugin => ({
  name: 'late',
  enforce: 'pre',
  load: async (id) => {
    if (id.includes(`/${name}`)) await wait(100);
  },
});

/** The names of the files that are written when a module links to these. */
async function writtenNames(linked: readonly string[], lateName: string): Promise<string[]> {
  const imports = linked.map((name, at) => `import a${at} from './${name}?url';`).join('\n');
  put('entry.js', `${imports}\nexport default [${linked.map((_, at) => `a${at}`).join()}];`);
  const { output } = (await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [late(lateName), equalFilesOnce(folder)],
    build: {
      write: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: path.join(folder, 'entry.js'),
        preserveEntrySignatures: 'strict',
        output: { assetFileNames },
      },
    },
  })) as Rolldown.RolldownOutput;
  return output.filter(({ type }) => type === 'asset').map(({ fileName }) => fileName);
}

describe('a picture or a download', () => {
  it('is called by its content, whichever of its copies the bundler meets first', async () => {
    const [name, ...others] = await writtenNames(['template.txt'], 'none');
    expect(name).toMatch(/^_astro\/[\w-]+\.txt$/);
    expect(others).toEqual([]);
    const both = ['template.txt', 'copy-of-template.txt'];
    for (const linked of [both, both.toReversed()])
      for (const lateName of both) expect(await writtenNames(linked, lateName)).toEqual([name]);
  });

  it('of another content is a file of its own', async () => {
    expect(new Set(await writtenNames(['template.txt', 'other.txt'], 'none')).size).toBe(2);
  });
});
