import path from 'node:path';
import { tagContracts } from '../../../mdx/tags-contract.ts';
import { strings } from '../content-site.ts';
import type { ContentSite, PageFile, Target } from '../content-site.ts';
import type { Link } from '../markdown-text.ts';
import { namesLike, nearestName } from '../nearest-name.ts';
import type { Report } from '../problem.ts';
import { decodedPath } from './images.ts';
import { accessOf } from './redirects.ts';

/**
 * Links that lead nowhere, to a heading that is not there, or from a public page into what only partners see; the same for the pages a
 * front matter names to read next.
 */
export function findLinkMistakes(site: ContentSite, report: Report): void {
  const check = linkChecker(site, report);
  for (const page of site.pages) {
    for (const link of page.markdown.links) check(page, link);
    for (const [at, url] of strings(page.data['related']).entries()) {
      const link = { ...page.yaml!.placeOf(['related', at]), url };
      const target = site.targets.get(url);
      const isForeign = /^[a-z][a-z\d+.-]*:/i.test(url) || url.includes('#');
      if (isForeign || (target && !target.page) || target?.page === page || target?.page?.collection === 'offers')
        report('related-not-page', page, link, { url });
      else check(page, link);
    }
    for (const tag of page.markdown.tags) {
      for (const { name, value, ...place } of tag.attributes) {
        if (tagContracts[tag.name]?.attributes[name]?.is === 'link' && typeof value === 'string')
          check(page, { ...place, url: value });
      }
    }
  }
}

function linkChecker(site: ContentSite, report: Report) {
  const anchors = new Map<PageFile, Set<string>>();
  const anchorsOf = (page: PageFile) => {
    if (!anchors.has(page))
      anchors.set(page, new Set([...page.markdown.headings.map(({ anchor }) => anchor), ...namedBlocks(page)]));
    return anchors.get(page)!;
  };
  const checkAnchor = (page: PageFile, link: Link, target: PageFile, hash: string) => {
    const anchor = decodedPath(hash);
    const known = anchorsOf(target);
    if (anchor === '' || known.has(anchor)) return;
    report('anchor-missing', page, link, {
      anchor,
      file: target.path,
      near: nearestName(anchor, known),
      anchors: namesLike(anchor, known),
    });
  };

  return (page: PageFile, link: Link): void => {
    const { url } = link;
    if (/^(mailto|tel):/i.test(url)) return;
    if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(url)) return checkForeign(page, link, site, report);
    const [, address = '', hash = ''] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(url)!;
    if (address === '' && url.startsWith('#')) return checkAnchor(page, link, page, hash);
    if (!address.startsWith('/'))
      return report('link-relative', page, link, { url, address: addressOfFile(page, address, site) });
    const wanted = decodedPath(address);
    if (wanted.startsWith('/api/') || site.publicFiles.has(wanted)) return;
    const target = site.targets.get(wanted);
    if (target) {
      checkAccess(page, link, target, report);
      if (target.page) checkAnchor(page, link, target.page, hash);
      return;
    }
    const withSlash = site.targets.get(`${wanted}/`);
    const moved = site.redirects.get(wanted);
    if (withSlash) report('link-without-slash', page, link, { url, address: `${wanted}/` });
    else if (moved) report('link-to-redirect', page, link, { url, address: moved.address.url });
    else if (isOnlyElsewhere(page, wanted))
      report('link-into-private', page, link, { url, accessName: accessOf(wanted), ownName: page.access });
    else report('link-dangling', page, link, { url, near: nearAddress(wanted, page, site) });
  };
}

/** Anchors that tags set: `<Section id="earnings">`. */
const namedBlocks = (page: PageFile): string[] =>
  page.markdown.tags.flatMap((tag) =>
    tag.attributes.flatMap(({ name, value }) =>
      tagContracts[tag.name]?.attributes[name]?.is === 'anchor' && typeof value === 'string' ? [value] : [],
    ),
  );

/** A public page that names a private address gives it away even where nothing stands there. */
const isOnlyElsewhere = (page: PageFile, address: string) =>
  page.isAccessKnown && page.access === 'public' && accessOf(address) !== 'public';

function checkAccess(page: PageFile, link: Link, target: Target, report: Report): void {
  const isOpen =
    !page.isAccessKnown || target.access === 'public' || target.access === page.access || page.access === 'staff';
  if (!isOpen)
    report('link-into-private', page, link, { url: link.url, accessName: target.access, ownName: page.access });
}

function checkForeign(page: PageFile, link: Link, site: ContentSite, report: Report): void {
  const parsed = URL.canParse(link.url) ? new URL(link.url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return report('link-scheme', page, link, { url: link.url });
  const isOwn = parsed.host === site.host || ['localhost', '127.0.0.1'].includes(parsed.hostname);
  if (isOwn)
    report('link-to-own-site', page, link, { url: link.url, address: `${parsed.pathname}${decodedPath(parsed.hash)}` });
}

/** The site address of a file that was linked as a file. */
function addressOfFile(page: PageFile, relative: string, site: ContentSite): string {
  const file = path.posix.normalize(path.posix.join(path.posix.dirname(page.path), relative));
  return site.pages.find((other) => other.path === file)?.address.url ?? '';
}

/** The address that was probably meant: the same page under another access or section, else one that differs in a few letters. */
function nearAddress(wanted: string, page: PageFile, site: ContentSite): string {
  const open = [...site.targets.values()]
    .filter(({ access }) => access === 'public' || access === page.access)
    .map(({ url }) => url);
  const tail = `/${wanted.split('/').filter(Boolean).at(-1)}/`;
  return nearestName(wanted, open) || (open.find((url) => url.endsWith(tail)) ?? '');
}
