import { strings } from '../content-site.ts';
import type { ContentSite } from '../content-site.ts';
import type { Report } from '../problem.ts';

/** Old addresses that lead in a circle, hide a page, are asked for twice, or lead across the border of access. */
export function findRedirectMistakes(site: ContentSite, report: Report): void {
  const askedBy = new Map<string, string>();
  for (const page of site.pages) {
    for (const [at, from] of strings(page.data['redirects']).entries()) {
      const place = page.yaml!.placeOf(['redirects', at]);
      const { url } = page.address;
      const other = askedBy.get(from);
      if (from === url) report('redirect-loop', page, place, { from });
      else if (site.targets.has(from))
        report('redirect-hides-page', page, place, { from, other: site.targets.get(from)?.page?.path ?? from });
      else if (other) report('redirect-twice', page, place, { from, own: page.path, other });
      else if (page.isAccessKnown && accessOf(from) !== page.access)
        report('redirect-crosses-access', page, place, { from, url });
      askedBy.set(from, page.path);
    }
  }
}

/** Which access the site gives an address by its beginning. */
export function accessOf(url: string): 'public' | 'partner' | 'staff' {
  return (/^\/(?:[a-z]{2}\/)?(partner|staff)\//.exec(url)?.[1] as 'partner' | 'staff' | undefined) ?? 'public';
}
