import { hash } from 'node:crypto';
import { UNSHOWN } from '#features/search/excerpt-rules.ts';
import { closed } from '#features/search/term-rules.ts';
import { KEYWORDS, type SearchedPage, type SearchedToken } from './read-page.ts';

/** What stands between the words of a token: those before the word looked up, and those after it. Readers: excerpt-rules.ts. */
const BEFORE = '\u2060';
const AFTER = '\u2061';

/** What the browser gets of a page it found, in the form of Pagefind's fragments. */
export interface Fragment {
  url: string;
  content: string;
  word_count: number;
  filters: Record<string, string[]>;
  meta: Record<string, string>;
  anchors: { element: string; id: string; text: string; location: number }[];
}

/** A page as words to show. Tokens are parted by single spaces, blocks by line feeds, so a place in the index is the number of a token. */
export function fragmentOf({ url, title, access, filters, blocks }: SearchedPage): Fragment {
  const anchors: Fragment['anchors'] = [];
  let location = 0;
  for (const { element, id, tokens } of blocks) {
    if (/^h[1-6]$/.test(element)) anchors.push({ element, id: id ?? '', text: tokens.map(shown).join(' '), location });
    location += tokens.length;
  }
  return {
    url,
    content: blocks
      .map(({ element, tokens }) => (element === KEYWORDS ? UNSHOWN : '') + tokens.map(glued).join(' '))
      .join('\n'),
    word_count: location,
    filters,
    meta: { title, access, section: filters['section']?.[0] ?? 'other' },
    anchors,
  };
}

const shown = ({ before, word, after }: SearchedToken) => [...before, word, ...after].join(' ');
const glued = ({ before, word, after }: SearchedToken) =>
  before.map((other) => other + BEFORE).join('') + word + after.map((other) => AFTER + other).join('');

/**
 * By what a page is named, beside being told of it: a page that explains a matter goes before the news of it, and before an event that
 * has it among its keywords.
 */
const NAMED_BY: Record<string, readonly string[]> = { news: [], events: ['title'] };

/**
 * The same page as terms, for Pagefind to read. The name of a fragment comes from what Pagefind read and browsers keep it for a year,
 * so the words that are shown have to count in it: their checksum is the name of an empty anchor.
 */
export function htmlOfTerms(page: SearchedPage, { content }: Fragment): string {
  const filters = Object.entries(page.filters)
    .flatMap(([name, values]) => values.map((value) => `<i data-pagefind-filter="${name}:${value}"></i>`))
    .join('');
  const named = NAMED_BY[page.filters['section']?.[0] ?? ''];
  const names = (what: string) => (named && !named.includes(what) ? '' : ` data-pagefind-meta="${what}"`);
  const blocks = page.blocks.map(({ element, tokens }, at) => {
    const text = tokens.map(({ terms }) => terms.map(({ term }) => closed(term)).join('-')).join(' ');
    // As telling as a heading of the second rank.
    if (element === KEYWORDS) return `<p data-pagefind-weight="6"${names('keywords')}>${text}</p>`;
    if (!/^h[1-6]$/.test(element)) return `<p>${text}</p>`;
    return `<${element} id="${at}"${element === 'h1' ? names('title') : ''}>${text}</${element}>`;
  });
  return `<html lang="${indexLanguage(page.language)}"><body data-pagefind-body>${filters}${blocks.join('')}<i id="${hash('sha1', content)}"></i></body></html>`;
}

/** Terms are in no language: a code of the range for private use keeps Pagefind from cutting their ends a second time. */
export const indexLanguage = (language: string) => `q${language}`;
