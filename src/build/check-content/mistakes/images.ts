import path from 'node:path';
import { tagContracts } from '../../../mdx/tags-contract.ts';
import type { ContentSite, PageFile } from '../content-site.ts';
import type { Tag } from '../markdown-text.ts';
import { nearestName } from '../nearest-name.ts';
import type { Place, Report } from '../problem.ts';

/** Pictures that are not there, come from elsewhere or say nothing to those who cannot see them. */
export function findImageMistakes(site: ContentSite, report: Report): void {
  for (const page of site.pages) {
    for (const { url, alt, ...place } of page.markdown.pictures) {
      checkSource(page, url, place, site, report);
      if (alt.trim() === '') report('image-alt-missing', page, place, { url });
    }
    for (const tag of page.markdown.tags) {
      const contract = tagContracts[tag.name];
      for (const { name, value, ...place } of tag.attributes) {
        if (typeof value !== 'string') continue;
        if (contract?.attributes[name]?.is === 'image') checkSource(page, value, place, site, report);
        if (name === 'alt' && value.trim() === '') report('image-alt-missing', page, place, { url: sourceOf(tag) });
      }
    }
  }
}

/** The picture of a tag, by which a message names it. */
export const sourceOf = (tag: Tag): string =>
  String(tag.attributes.find(({ name }) => name === 'src')?.value ?? tag.name);

function checkSource(page: PageFile, url: string, place: Place, site: ContentSite, report: Report): void {
  if (/^([a-z]+:)?\/\//i.test(url) || url.startsWith('data:')) return report('image-elsewhere', page, place, { url });
  const wanted = decodedPath(url);
  if (wanted.startsWith('/')) {
    if (!site.publicFiles.has(wanted))
      report('image-missing', page, place, { url, where: `public${wanted}`, near: '' });
    return;
  }
  const file = path.posix.normalize(path.posix.join(path.posix.dirname(page.path), wanted));
  if (site.images.has(file)) return;
  const folder = path.posix.dirname(file);
  const beside = [...site.images]
    .filter((image) => path.posix.dirname(image) === folder)
    .map((image) => path.posix.basename(image));
  report('image-missing', page, place, { url, where: file, near: nearestName(path.posix.basename(file), beside) });
}

export function decodedPath(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}
