import type { ContentSite } from '../content-site.ts';
import type { Report } from '../problem.ts';

/** The title is the one h1 of a page (a landing may have its own instead); below it no level is left out. */
export function findHeadingMistakes(site: ContentSite, report: Report): void {
  for (const page of site.pages) {
    const isLanding = page.data['frame'] === 'landing';
    let above = 1;
    let firsts = 0;
    for (const { depth, text, ...place } of page.markdown.headings) {
      if (depth === 1) firsts += 1;
      if (depth === 1 && !(isLanding && firsts === 1)) report('heading-first-level', page, place, { text });
      if (depth > above + 1) report('heading-jump', page, place, { text, depth, above, wanted: above + 1 });
      if (text.trim() === '') report('heading-empty', page, place);
      above = depth;
    }
  }
}
