import type { ContentSite, PageFile } from '../content-site.ts';
import type { Report } from '../problem.ts';

const top = { line: 1, column: 1 };
/** Two digits: files are sorted by name, and `10` would stand before `2`. */
const numbered = /^(\d{2})-./;

/** Lessons that stand outside the course: for other readers, in another depth, without a number or with that of a neighbour. */
export function findCourseMistakes(site: ContentSite, report: Report): void {
  const placed: PageFile[] = [];
  for (const page of site.pages.filter(({ collection }) => collection === 'course')) {
    if (page.data['access'] === 'public') report('lesson-public', page, page.yaml!.placeOf(['access']));
    const [, folder = '', name = '', ...deeper] = page.id.split('/');
    const isPlaced = numbered.test(folder) && (name === 'index' || numbered.test(name)) && deeper.length === 0;
    if (isPlaced) placed.push(page);
    else report('course-place', page, top, { name: page.path.split('/').slice(3).join('/') });
  }
  // Modules are told by their first file, lessons by their own.
  for (const depth of [1, 2]) {
    const seen = new Map<string, string>();
    for (const { id, path } of placed) {
      const parts = id.split('/');
      const name = parts[depth]!;
      const number = numbered.exec(name)?.[1];
      if (!number) continue;
      const key = [...parts.slice(0, depth), number].join('/');
      const other = seen.get(key) ?? name;
      const isTold = seen.has(`${key} ${name}`);
      if (other !== name && !isTold) report('course-number-twice', { path }, top, { name, other, number });
      seen.set(key, other);
      seen.set(`${key} ${name}`, name);
    }
  }
}
