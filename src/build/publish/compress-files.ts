import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { filesBelow } from './site-files.ts';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

const COMPRESSIBLE = /\.(html|css|js|mjs|json|svg|xml|txt|webmanifest|ics)$/;
/** Hashed files live for a year and are worth the slow setting, as are the few texts of the search index; pages change with every build. */
const QUALITY = { lasting: 11, page: 5 };

/** Writes `.br` and `.gz` beside every text of the published folder, so that the Node host compresses nothing while it serves. */
export async function compressFiles(folder: string): Promise<number> {
  const files = (await filesBelow(folder)).filter((file) => COMPRESSIBLE.test(file));
  let next = 0;
  const worker = async () => {
    for (let file = files[next++]; file !== undefined; file = files[next++])
      await compressFile(join(folder, file), /^(_astro|pagefind)\//.test(file));
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return files.length;
}

async function compressFile(path: string, isLasting: boolean): Promise<void> {
  const bytes = await readFile(path);
  if (bytes.length < 256) return;
  const quality = isLasting ? QUALITY.lasting : QUALITY.page;
  const [small, smaller] = await Promise.all([
    zip(bytes, { level: isLasting ? 9 : 6 }),
    brotli(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  ]);
  await Promise.all([writeFile(`${path}.gz`, small), writeFile(`${path}.br`, smaller)]);
}
