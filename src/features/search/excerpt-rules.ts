/** The text of a page as the build wrote it (src/build/search/indexed-page.ts) and Pagefind hands it over. */
export interface PageText {
  raw_content: string;
  meta: { title: string };
  anchors: { id: string; text: string; location: number }[];
}

/** A stretch of text; `found` when it is a word of the query. */
export interface ExcerptPiece {
  text: string;
  found: boolean;
}

/** A page, or a heading of it, as a result. */
export interface FoundSection {
  title: string;
  /** Name of the heading for the address, empty for the page itself. */
  anchor: string;
  excerpt: ExcerptPiece[];
}

/** How many words of text stand under a result. */
const WORDS = 24;
const BEFORE_FIRST = 6;

/** Begins a block that is looked up and not shown: the keywords of an editor (src/build/search/indexed-page.ts). */
export const UNSHOWN = '\u2063';

interface Block {
  from: number;
  tokens: string[];
  heading: { id: string; text: string } | undefined;
}

/** The text parted into its blocks. */
function blocksOf({ raw_content: content, anchors }: PageText): Block[] {
  const headings = new Map(anchors.map((anchor) => [anchor.location, anchor]));
  let from = 0;
  return plain(content)
    .split('\n')
    .filter((line) => !line.startsWith(UNSHOWN))
    .map((line) => {
      const block = { from, tokens: line.split(' '), heading: headings.get(from) };
      from += block.tokens.length;
      return block;
    });
}

/** Pagefind escapes the text it hands over. */
const plain = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>');

/**
 * What to show of a page: the page with its best paragraph, and the headings below which most words of the query stand.
 * @param places of the words in the page, ascending
 */
export function sectionsOf(
  page: PageText,
  places: readonly number[],
  most = 2,
): { page: FoundSection; sections: FoundSection[] } {
  const blocks = blocksOf(page);
  const wanted = new Set(places);
  const hits = (block: Block) => block.tokens.filter((_, at) => wanted.has(block.from + at)).length;
  const sections: { heading: Block['heading']; blocks: Block[]; hits: number }[] = [];
  for (const block of blocks) {
    if (block.heading || sections.length === 0) sections.push({ heading: block.heading, blocks: [], hits: 0 });
    const section = sections.at(-1)!;
    // A heading with a word of the query is what one looks for.
    section.hits += hits(block) * (block.heading ? 2 : 1);
    if (!block.heading) section.blocks.push(block);
  }
  const best = (some: readonly Block[]) =>
    some.reduce<Block | undefined>((top, block) => (!top || hits(block) > hits(top) ? block : top), undefined);
  const excerptOf = (some: readonly Block[]) => {
    const block = best(some);
    return block ? excerpt(block, wanted) : [];
  };
  const below = sections
    .filter(({ heading, hits: count }) => count > 0 && heading && heading.id !== '' && heading !== blocks[0]?.heading)
    .sort((a, b) => b.hits - a.hits)
    .slice(0, most);
  return {
    page: { title: page.meta.title, anchor: '', excerpt: excerptOf(blocks.filter(({ heading }) => !heading)) },
    sections: below.map(({ heading, blocks: inside }) => ({
      title: heading!.text,
      anchor: heading!.id,
      excerpt: excerptOf(inside),
    })),
  };
}

/** A few words around the first hit, from the beginning of a sentence where one is near. */
function excerpt({ from, tokens }: Block, wanted: ReadonlySet<number>): ExcerptPiece[] {
  const first = Math.max(
    tokens.findIndex((_, at) => wanted.has(from + at)),
    0,
  );
  let start = tokens.length <= WORDS ? 0 : Math.max(0, first - BEFORE_FIRST);
  for (let at = first; at >= Math.max(0, first - 2 * BEFORE_FIRST) && tokens.length > WORDS; at -= 1)
    if (at === 0 || /[.!?…]$/.test(lastWord(tokens[at - 1]!))) {
      start = at;
      break;
    }
  const end = Math.min(tokens.length, start + WORDS);
  const pieces = tokens.slice(start, end).flatMap((token, at) => piecesOf(token, wanted.has(from + start + at)));
  if (start > 0) pieces.unshift({ text: '… ', found: false });
  if (end < tokens.length) pieces.push({ text: '…', found: false });
  return pieces;
}

const lastWord = (token: string) => token.split('\u2061').at(-1)!;

/** A token is the word that was looked up with the small words around it: `как\u2060закрепить`. Punctuation is no part of what was found. */
function piecesOf(token: string, found: boolean): ExcerptPiece[] {
  const [, before = '', word = '', after = ''] = /^((?:[^\u2060\u2061]*\u2060)*)([^\u2060\u2061]*)(.*)$/.exec(token)!;
  const open = /^[^\p{L}\p{N}₽%№]*/u.exec(word)![0];
  const core = word.slice(open.length).replace(/[^\p{L}\p{N}₽%№]+$/u, '');
  const shut = word.slice(open.length + core.length);
  return [
    { text: before.replaceAll('\u2060', ' ') + open, found: false },
    { text: core, found },
    { text: `${shut}${after.replaceAll('\u2061', ' ')} `, found: false },
  ].filter(({ text }) => text !== '');
}
