import { fileCollections, listCollections } from '../../../content-schemas/collections.ts';
import type { ContentFile, ContentSite } from '../content-site.ts';
import type { Report } from '../problem.ts';
import { issueReporter } from '../schema-issues.ts';

const markup = /\*\*|`|<\/?[A-Za-z]|\]\(/;

/** Wrong, missing and unknown fields: what the schemas of src/content-schemas say. */
export function findFieldMistakes(site: ContentSite, report: Report): void {
  for (const file of site.files) {
    if (!file.collection || !file.yaml || file.yaml.errors.length > 0) continue;
    const isList = file.collection in listCollections;
    if (isList !== Array.isArray(file.yaml.data))
      report(
        'list-expected',
        file,
        { line: 1, column: 1 },
        { collection: file.collection, shape: isList ? '- id: …' : 'title: …' },
      );
    for (const { schema, value, at } of valuesOf(file)) {
      const result = schema.safeParse(value);
      if (result.success) continue;
      const reportIssue = issueReporter(file, schema, value, at, report);
      for (const issue of result.error.issues) reportIssue(issue);
    }
    for (const field of ['title', 'description']) {
      const given = file.data[field];
      if (typeof given === 'string' && markup.test(given))
        report('markup-in-field', file, file.yaml.placeOf([field]), { field, given });
    }
  }
}

function valuesOf(file: ContentFile) {
  const collection = file.collection ?? '';
  if (collection in listCollections) {
    const { schema } = listCollections[collection as keyof typeof listCollections];
    return file.items.map((value, at) => ({ schema, value, at: [at] as PropertyKey[] }));
  }
  const { schema } = fileCollections[collection as keyof typeof fileCollections];
  return [{ schema, value: file.data, at: [] as PropertyKey[] }];
}
