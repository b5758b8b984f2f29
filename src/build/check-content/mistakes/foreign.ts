import type { ContentSite } from '../content-site.ts';
import type { ProblemKind, Report } from '../problem.ts';

const kinds: Record<string, ProblemKind> = {
  import: 'code-import',
  expression: 'code-expression',
  html: 'raw-html',
  'tag-in-md': 'tag-in-md',
};

/** Code and raw HTML: content consists of words and tags. */
export function findForeignCode(site: ContentSite, report: Report): void {
  for (const page of site.pages) {
    for (const { kind, text, ...place } of page.markdown.foreign) {
      // A tag in .md is told once, by its opening half.
      if (kind === 'tag-in-md' && text.startsWith('</')) continue;
      report(kinds[kind]!, page, place, {
        text: firstLine(text),
        name: page.path.split('/').at(-1)!.replace(/\.md$/, '.mdx'),
      });
    }
  }
}

const firstLine = (text: string) =>
  text.length > 60 || text.includes('\n') ? `${text.split('\n')[0]!.slice(0, 60)}…` : text;
