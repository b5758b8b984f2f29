import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineHastPlugin } from 'satteri';
import { languageOfFile } from '../typography/markdown-plugin.ts';
import { typograph } from '../typography/typograph.ts';
import { defaultLanguage } from '../content-urls.ts';

/**
 * Headings of the second and third level get a link to themselves, to be copied. It stands beside the heading, not in it: neither the
 * contents nor search nor a screen reader that walks by headings should read it as a part of their words.
 */
export const headingLinks = defineHastPlugin({
  name: 'letok-heading-links',
  element: {
    filter: ['h2', 'h3'],
    visit(node, context) {
      const id = node.properties?.['id'];
      if (typeof id !== 'string') return;
      const language = context.fileURL ? languageOfFile(fileURLToPath(context.fileURL)) : defaultLanguage;
      const title = context.textContent(node);
      context.wrapNode(node, {
        type: 'element',
        tagName: 'div',
        properties: { className: ['heading', `heading-${node.tagName}`] },
        children: [
          {
            type: 'element',
            tagName: 'a',
            properties: {
              href: `#${id}`,
              ariaLabel: typograph(
                linkWords(language).replace('{title}', () => title),
                language,
              ),
            },
            children: [],
          },
        ],
      });
    },
  },
});

const known = new Map<string, string>();

/** Content is read outside the bundle, where the interface's own way to its words does not lead. */
function linkWords(language: string): string {
  const words = known.get(language) ?? wordsIn(language) ?? wordsIn(defaultLanguage) ?? '{title}';
  known.set(language, words);
  return words;
}

function wordsIn(language: string): string | undefined {
  try {
    const file = path.join(process.cwd(), 'src', 'i18n', `strings.${language}.json`);
    return (JSON.parse(readFileSync(file, 'utf8')) as { article: { headingLink: string } }).article.headingLink;
  } catch {
    return undefined;
  }
}
