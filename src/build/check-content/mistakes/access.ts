import type { ContentSite } from '../content-site.ts';
import type { Report } from '../problem.ts';

/** Access that does not fit what the page is: the address follows from the access, so a slip publishes what should stay inside. */
export function findWrongAccess(site: ContentSite, report: Report): void {
  for (const page of site.pages) {
    const { access } = page.data;
    if (typeof access !== 'string') continue;
    const place = page.yaml!.placeOf(['access']);
    const part = page.id.split('/')[2] ?? '';
    if (page.collection === 'solutions' && part !== 'index' && access === 'public')
      report('part-public', page, place, { part });
    if (page.collection === 'solutions' && part === 'index' && access !== 'public')
      report('index-private', page, place, { access });
    if (page.data['kind'] === 'legal' && access !== 'public') report('legal-private', page, place, { access });
  }
}
