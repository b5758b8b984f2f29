import { fileCollections } from '../../../content-schemas/collections.ts';
import { records, strings } from '../content-site.ts';
import type { ContentFile, ContentSite, Names } from '../content-site.ts';
import { namesLike, nearestName } from '../nearest-name.ts';
import type { ProblemKind, Report } from '../problem.ts';

/** Owners, tags, solutions and facts that nobody has declared; ids declared twice. */
export function findUnknownNames(site: ContentSite, report: Report): void {
  const solutions = new Set(site.facts.keys());
  for (const file of site.files) {
    if (!file.collection || !(file.collection in fileCollections) || !file.yaml) continue;
    const known = (kind: ProblemKind, names: Names, name: unknown, path: PropertyKey[]) => {
      // What is no name at all has been told by the schema.
      if (!names || typeof name !== 'string' || names.has(name) || !/^[a-z0-9-]+$/.test(name)) return;
      report(kind, file, file.yaml!.placeOf(path), {
        name,
        names: namesLike(name, names),
        near: nearestName(name, names),
      });
    };
    known('owner-unknown', site.owners, file.data['owner'], ['owner']);
    for (const [at, tag] of strings(file.data['tags']).entries())
      known('tag-name-unknown', site.tags, tag, ['tags', at]);
    for (const [at, solution] of strings(file.data['solutions']).entries())
      known('solution-unknown', solutions, solution, ['solutions', at]);
    for (const [at, slide] of records(file.data['slides']).entries()) {
      for (const [index, { solution, id }] of records(slide['facts']).entries()) {
        const path = ['slides', at, 'facts', index];
        known('solution-unknown', solutions, solution, [...path, 'solution']);
        known('fact-unknown', site.facts.get(String(solution)), id, [...path, 'id']);
      }
    }
  }
  for (const file of site.files) findTwice(file, report);
}

/** Ids of one list must differ, whatever the list: owners, tags, sections, facts, price lines, rewards, slides. */
function findTwice(file: ContentFile, report: Report): void {
  const lists: [PropertyKey[], readonly Record<string, unknown>[], string][] = [
    [[], file.items, 'id'],
    [['facts'], records(file.data['facts']), 'id'],
    [['priceLines'], records(file.data['priceLines']), 'sku'],
    [['rewards'], records(file.data['rewards']), 'id'],
    [['slides'], records(file.data['slides']), 'id'],
  ];
  for (const [path, list, key] of lists) {
    const seen = new Set<unknown>();
    for (const [at, item] of list.entries()) {
      if (item[key] !== undefined && seen.has(item[key]))
        report('id-twice', file, file.yaml!.placeOf([...path, at, key]), { id: String(item[key]) });
      seen.add(item[key]);
    }
  }
}
