import { hash } from 'node:crypto';

/**
 * What search has to read of a page: its first tag and its article. That is a third of the bytes and gives the same index, because
 * nothing outside the body is indexed anyway. A page that marks something elsewhere is read whole.
 * @returns undefined for a page that is not to be found
 */
export function searchableHtml(html: string): string | undefined {
  const mark = html.indexOf('data-pagefind-');
  if (!html.includes('data-pagefind-body')) return undefined;
  const from = html.lastIndexOf('<', mark);
  const to = html.lastIndexOf('</article>') + '</article>'.length;
  const language = /<html\b[^>]*>/.exec(html)?.[0];
  const isArticle = html.startsWith('<article', from) && html.startsWith('data-pagefind-body', mark);
  if (!isArticle || !language || to < mark || html.includes('data-pagefind-', to)) return html;
  return `${language}<body>${html.slice(from, to)}</body></html>`;
}

export const checksum = (text: string) => hash('sha1', text, 'base64');
