import { build, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';
import { assetFileNames } from '#build/publish/asset-names.ts';

const ENTRY = 'entry-that-emits';

/** The names of the files that are written when these are met in this order, all of them with the same content. */
async function writtenNames(met: readonly string[]): Promise<string[]> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'emits',
        resolveId: (id) => (id === ENTRY ? id : undefined),
        load(id) {
          if (id !== ENTRY) return undefined;
          for (const name of met) this.emitFile({ type: 'asset', name, source: 'one content' });
          return 'export default 1;';
        },
      },
    ],
    build: { write: false, rolldownOptions: { input: ENTRY, output: { assetFileNames } } },
  })) as Rolldown.RolldownOutput;
  return output.filter(({ type }) => type === 'asset').map(({ fileName }) => fileName);
}

describe('a file that is not code', () => {
  it('is called by its content, whichever of its copies the build meets first', async () => {
    const [name, ...others] = await writtenNames(['template.txt']);
    expect(name).toMatch(/^_astro\/[\w-]+\.txt$/);
    expect(others).toEqual([]);
    // The builder may meet them in any order: it reads files side by side.
    expect(await writtenNames(['template.txt', 'copy-of-template.txt'])).toEqual([name]);
    expect(await writtenNames(['copy-of-template.txt', 'template.txt'])).toEqual([name]);
    expect(await writtenNames(['b.txt', 'a.txt'])).toEqual([name]);
  });
});
