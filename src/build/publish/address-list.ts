import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuiltPage } from './split-output.ts';

/**
 * `/words/addresses.ru.json`: the public pages of a language with their titles, from which the page that is not there makes its
 * suggestions. Pages that are not to be listed stay out; one that is not translated belongs to its language all the same.
 */
export async function writeAddressLists(pages: readonly BuiltPage[], publicFolder: string): Promise<void> {
  const listed = pages.filter(({ access, isListed }) => access === 'public' && isListed);
  const folder = join(publicFolder, 'words');
  await mkdir(folder, { recursive: true });
  for (const [language, own] of Map.groupBy(listed, (page) => page.language)) {
    const addresses = own.map(({ url, title }) => [url, title]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
    await writeFile(join(folder, `addresses.${language}.json`), JSON.stringify(addresses));
  }
}
