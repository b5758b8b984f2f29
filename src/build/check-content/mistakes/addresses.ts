import type { ContentSite, PageFile } from '../content-site.ts';
import type { Report } from '../problem.ts';

const top = { line: 1, column: 1 };

/** Two files for one address: twins .md and .mdx, or a page where the site has one of its own. */
export function findDuplicateAddresses(site: ContentSite, report: Report): void {
  const byEntry = Map.groupBy(site.pages, ({ collection, id }) => `${collection}/${id}`);
  for (const [first, ...others] of byEntry.values()) {
    for (const twin of others) report('file-twins', twin, top, { other: first!.path });
  }
  const byUrl = Map.groupBy(site.pages, ({ address }) => address.url);
  for (const [url, [first, ...others]] of byUrl) {
    for (const page of others)
      if (!isTwin(first!, page)) report('address-twice', page, top, { url, other: first!.path });
    const target = site.targets.get(url);
    if (target && !target.page) report('address-of-code', first!, top, { url });
  }
}

const isTwin = (a: PageFile, b: PageFile) => a.collection === b.collection && a.id === b.id;
