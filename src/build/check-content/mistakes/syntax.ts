import type { ContentSite } from '../content-site.ts';
import { wordsOf } from '../problem.ts';
import type { Report } from '../problem.ts';

const reasons = new Set(Object.keys(wordsOf.ru.names));

/** YAML and MDX that cannot be read at all. */
export function findSyntaxErrors(site: ContentSite, report: Report): void {
  for (const file of site.files) {
    if (!file.collection) continue;
    if (!file.yaml)
      report(
        'front-matter-missing',
        file,
        { line: 1, column: 1 },
        { template: `content/templates/${file.collection}.mdx` },
      );
    for (const { code, message, place } of file.yaml?.errors ?? [])
      report('yaml-syntax', file, place, { reasonName: reasons.has(code) ? code : message });
  }
  for (const page of site.pages) {
    const error = page.markdown.syntaxError;
    if (!error) continue;
    const tag = /`<\/?(\w+)>`/.exec(error.message)?.[1] ?? '';
    if (/closing tag|corresponding (opening|closing)|end of/i.test(error.message) && tag)
      report('tag-not-closed', page, error, { tag });
    else report('mdx-syntax', page, error, { reasonName: error.message });
  }
}
