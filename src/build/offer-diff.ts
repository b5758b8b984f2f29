import { diffArrays } from 'diff';

/** A piece of text: as it was, only in the old one, only in the new one. */
export interface DiffPart {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** One paragraph or item of a list, with what has changed in it. */
export interface DiffBlock {
  kind: 'same' | 'changed' | 'removed' | 'added';
  parts: DiffPart[];
}

/** A section in which something has changed, with all its paragraphs; the text before the first heading has no title. */
export interface DiffSection {
  title: string;
  blocks: DiffBlock[];
}

export interface OfferDiff {
  changed: DiffSection[];
  /** Titles of the sections that are word for word the same. */
  same: string[];
  /** How many paragraphs were changed, added or removed. */
  count: number;
}

/** Paragraphs that share so much of their words are one that was changed; fewer, and one went and another came. */
const isOneFrom = 0.4;

/** What has changed between two texts of the offer, paragraph by paragraph and word by word. Markup is left out: it changes no meaning. */
export function offerDiff(before: string, after: string): OfferDiff {
  const sections: DiffSection[] = [{ title: '', blocks: [] }];
  for (const block of blocksBetween(blocksOf(before), blocksOf(after))) {
    const now = block.parts.map(({ kind, text }) => (kind === 'removed' ? '' : text)).join('');
    const heading = /^## (.+)/.exec(now);
    if (heading) sections.push({ title: heading[1]!, blocks: [] });
    const parts = block.parts.map((part) => ({ ...part, text: part.text.replace(/^#+ /, '') }));
    if (!heading || block.kind !== 'same') sections.at(-1)!.blocks.push({ ...block, parts });
  }
  const changed = sections.filter(({ blocks }) => blocks.some(({ kind }) => kind !== 'same'));
  return {
    changed,
    same: sections.filter((section) => section.title && !changed.includes(section)).map(({ title }) => title),
    count: changed.flatMap(({ blocks }) => blocks).filter(({ kind }) => kind !== 'same').length,
  };
}

/** Paragraphs and items of lists, without emphasis, links and the markup around them. */
function blocksOf(text: string): string[] {
  return text
    .split(/\n{2,}|\n(?=\s*(?:[-*]|\d+\.)\s)|\n(?=\|)/)
    .map((block) =>
      block
        .replace(/^\s*[-*]\s+/, '– ')
        .replace(/\*\*|__|`/g, '')
        .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
        .replace(/^\|?[\s|:-]+\|$/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((block) => block !== '');
}

function blocksBetween(before: string[], after: string[]): DiffBlock[] {
  const blocks: DiffBlock[] = [];
  let waiting: string[] = [];
  const flush = () => {
    for (const text of waiting) blocks.push({ kind: 'removed', parts: [{ kind: 'removed', text }] });
    waiting = [];
  };
  for (const { added, removed, value } of diffArrays(before, after)) {
    if (removed) waiting.push(...value);
    else if (added)
      for (const text of value) {
        const at = waiting.findIndex((old) => sameness(old, text) >= isOneFrom);
        if (at < 0) {
          blocks.push({ kind: 'added', parts: [{ kind: 'added', text }] });
          continue;
        }
        const gone = waiting.splice(0, at + 1);
        const old = gone.pop()!;
        for (const lost of gone) blocks.push({ kind: 'removed', parts: [{ kind: 'removed', text: lost }] });
        blocks.push({ kind: 'changed', parts: wordsBetween(old, text) });
      }
    else {
      flush();
      for (const text of value) blocks.push({ kind: 'same', parts: [{ kind: 'same', text }] });
    }
  }
  flush();
  return blocks;
}

/** By words, blanks and signs: the library's own words end at letters that are not Latin. */
const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];

const wordsBetween = (old: string, text: string): DiffPart[] =>
  diffArrays(wordsOf(old), wordsOf(text)).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));

/** The share of the longer text that both have, 0 to 1. */
function sameness(old: string, text: string): number {
  const same = wordsBetween(old, text)
    .filter(({ kind }) => kind === 'same')
    .reduce((sum, part) => sum + part.text.trim().length, 0);
  return same / Math.max(old.length, text.length);
}
