import type { ContentSite } from '../content-site.ts';
import { nearestName } from '../nearest-name.ts';
import type { Report } from '../problem.ts';

/** `<Comparison>` holds one table, and one of its columns, but for the first, is ours. */
export function findComparisonMistakes(site: ContentSite, report: Report): void {
  for (const page of site.pages) {
    for (const tag of page.markdown.tags.filter(({ name }) => name === 'Comparison')) {
      const tables = page.markdown.tables.filter(({ inside }) => inside === tag);
      if (tables.length !== 1) {
        if (!tag.isEmpty) report('comparison-table', page, tag, { count: tables.length });
        continue;
      }
      const ours = tag.attributes.find(({ name }) => name === 'ours');
      const columns = tables[0]!.columns.slice(1);
      if (typeof ours?.value !== 'string' || columns.includes(ours.value)) continue;
      report('comparison-column', page, ours, {
        name: ours.value,
        columns: columns.join(', '),
        near: nearestName(ours.value, columns),
      });
    }
  }
}
