import path from 'node:path';
import { tagContracts } from '../../../mdx/tags-contract.ts';
import { attachmentTypes, captionTypes, extensionOf, placeOfFile, videoTypes } from '../../attachments.ts';
import type { ContentSite, PageFile } from '../content-site.ts';
import { nearestName } from '../nearest-name.ts';
import type { Place, Report } from '../problem.ts';
import { decodedPath } from './images.ts';
import { accessOf } from './redirects.ts';

/** Kind of an attribute -> the kinds of files it takes. */
const typesOf: Partial<Record<string, readonly string[]>> = {
  file: attachmentTypes,
  video: videoTypes,
  captions: captionTypes,
};

/** Downloads, films and captions that are not there, come from elsewhere, are of another kind or belong to other readers. */
export function findFileMistakes(site: ContentSite, report: Report): void {
  for (const page of site.pages) {
    for (const tag of page.markdown.tags) {
      for (const { name, value, ...place } of tag.attributes) {
        const is = tagContracts[tag.name]?.attributes[name]?.is;
        const types = typeof is === 'string' ? typesOf[is] : undefined;
        if (types && typeof value === 'string') checkFile(page, value, types, place, site, report);
      }
    }
  }
}

function checkFile(
  page: PageFile,
  url: string,
  types: readonly string[],
  place: Place,
  site: ContentSite,
  report: Report,
): void {
  if (/^([a-z][a-z\d+.-]*:|\/\/)/i.test(url)) return report('file-elsewhere', page, place, { url });
  const where = placeOfFile(decodedPath(url), page.path);
  const isPublic = url.startsWith('/');
  const isThere = isPublic ? site.publicFiles.has(decodedPath(url)) : site.attachments.has(where);
  if (!types.includes(extensionOf(where)) && !(isPublic && types === attachmentTypes && extensionOf(where)))
    return report('file-type', page, place, { url, types: types.map((type) => `.${type}`).join(', ') });
  if (!isThere) {
    const known = isPublic ? [...site.publicFiles].map((file) => `public${file}`) : [...site.attachments];
    const folder = path.posix.dirname(where);
    const beside = known.filter((file) => path.posix.dirname(file) === folder).map((file) => path.posix.basename(file));
    return report('file-missing', page, place, { url, where, near: nearestName(path.posix.basename(where), beside) });
  }
  const access = isPublic ? accessOf(decodedPath(url)) : 'public';
  if (page.isAccessKnown && access !== 'public' && access !== page.access && page.access !== 'staff')
    report('link-into-private', page, place, { url, accessName: access, ownName: page.access });
}
