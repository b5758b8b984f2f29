import { Parser } from 'htmlparser2';
import { readToken, type WordTerm } from './word-terms.ts';

/** What search knows of a page. */
export interface SearchedPage {
  url: string;
  language: string;
  access: string;
  title: string;
  /** What its results are filtered by: `{ section: ['kb'], solution: ['corporate-university'], role: ['seller'] }`. */
  filters: Record<string, string[]>;
  blocks: SearchedBlock[];
}

/** The element of the last block where an editor has given keywords: they are looked up and never shown. */
export const KEYWORDS = 'keywords';

/** A heading, a paragraph, a cell: text that belongs together. */
export interface SearchedBlock {
  element: string;
  /** By which links reach it. */
  id: string | undefined;
  tokens: SearchedToken[];
}

/** A word that is looked up, with the words around it that are not. */
export interface SearchedToken {
  before: string[];
  word: string;
  after: string[];
  terms: readonly WordTerm[];
}

const INLINE = new Set(
  'a abbr b bdi bdo cite code data dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr'.split(' '),
);
const SILENT = new Set(['script', 'style', 'svg', 'template', 'noscript', 'button', 'select', 'dialog', 'textarea']);

/** Reads the element marked `data-pagefind-body`, without what is marked `data-pagefind-ignore` and what nobody reads. */
export function readPage(url: string, html: string): SearchedPage {
  const page: SearchedPage = { url, language: 'ru', access: 'public', title: '', filters: {}, blocks: [] };
  let context = '';
  let keywords = '';
  let depth = 0;
  /** Depth at which the body began, and at which the silence did; 0 outside, -1 behind the body. */
  let body = 0;
  let silence = 0;
  let block: { element: string; id: string | undefined; text: string } | undefined;

  const close = () => {
    const words = block?.text.split(/\s+/).filter(Boolean) ?? [];
    if (block && words.length > 0) page.blocks.push({ element: block.element, id: block.id, tokens: tokensOf(words) });
    if (block?.element === 'h1' && page.title === '') page.title = words.join(' ');
    block = undefined;
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      if (name === 'html') {
        readHtmlTag(page, attributes);
        context = attributes['data-context'] ?? '';
        keywords = attributes['data-keywords'] ?? '';
      }
      if (body === 0 && 'data-pagefind-body' in attributes) body = depth;
      const isSilent = SILENT.has(name) || 'data-pagefind-ignore' in attributes || 'hidden' in attributes;
      if (body > 0 && silence === 0 && isSilent) silence = depth;
      if (INLINE.has(name) && silence !== depth) return;
      close();
      block = { element: name, id: attributes['id'], text: '' };
    },
    ontext(text) {
      if (body <= 0 || silence > 0) return;
      block ??= { element: 'p', id: undefined, text: '' };
      block.text += text;
    },
    onclosetag(name) {
      if (!INLINE.has(name) || silence === depth) close();
      if (depth === body) body = -1;
      if (depth === silence) silence = 0;
      depth -= 1;
    },
  });
  parser.end(html);
  page.blocks = page.blocks.filter(({ tokens }) => tokens.length > 0);
  if (context !== '') addContext(page, context);
  const looked = tokensOf(keywords.split(/[\s,]+/).filter(Boolean));
  if (looked.length > 0) page.blocks.push({ element: KEYWORDS, id: undefined, tokens: looked });
  return page;
}

/** The frame says on `<html>` what a page is about (src/layouts/Page.astro). */
function readHtmlTag(page: SearchedPage, attributes: Record<string, string>): void {
  page.language = attributes['lang'] || page.language;
  page.access = attributes['data-access'] || page.access;
  for (const [filter, name] of [
    ['section', 'data-section'],
    ['solution', 'data-solutions'],
    ['role', 'data-roles'],
  ] as const) {
    const values = (attributes[name] ?? '').split(' ').filter(Boolean);
    if (values.length > 0) page.filters[filter] = values;
  }
}

/** A part is found, and told from those of others, by what it belongs to. */
function addContext(page: SearchedPage, context: string): void {
  const heading = page.blocks.find(({ element }) => element === 'h1');
  const known = new Set(heading?.tokens.flatMap(({ terms }) => terms.map(({ term }) => term)));
  const tokens = tokensOf(context.split(/\s+/));
  if (!heading || tokens.every(({ terms }) => terms.some(({ term }) => known.has(term)))) return;
  page.title += ` · ${context}`;
  heading.tokens.push(...tokens);
}

/** Words that ask nothing go to their neighbour; a block of such words alone is looked up by each of them. */
function tokensOf(words: readonly string[]): SearchedToken[] {
  const tokens: SearchedToken[] = [];
  let before: string[] = [];
  for (const word of words) {
    const { terms } = readToken(word);
    if (terms.length === 0) before.push(word);
    else {
      tokens.push({ before, word, after: [], terms });
      before = [];
    }
  }
  tokens.at(-1)?.after.push(...before);
  return tokens;
}
