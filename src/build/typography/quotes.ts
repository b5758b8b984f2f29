import { OBJECT } from './language-rules.ts';
import type { LanguageRules } from './language-rules.ts';

const opensAfter = new Set([
  ' ',
  '\n',
  '\u00A0',
  '\u202F',
  '(',
  '[',
  '{',
  '—',
  '–',
  '-',
  '/',
  '«',
  '„',
  '“',
  '‘',
  OBJECT,
  '',
]);
const closers: Record<string, string> = { '«': '»', '„': '“', '“': '”' };

interface OpenQuote {
  at: number;
  /** The character that closes it. */
  closer: string;
}

/**
 * Straight and angle quotes become the quotes of the language, inner pairs the inner ones. Only complete pairs change, so that 24" stays
 * what it is, and a muddle (`"«"`), which would be read in another way once it is set, stays as typed. The text keeps its length: one
 * character stands for one.
 */
export function withQuotes(text: string, quotes: LanguageRules['quotes']): string {
  const set = withPairs(text, quotes);
  return set === text || withPairs(set, quotes) === set ? set : text;
}

function withPairs(text: string, quotes: LanguageRules['quotes']): string {
  const open: OpenQuote[] = [];
  const changes: { at: number; character: string }[] = [];
  for (const { 0: character, index: at } of text.matchAll(/["«»„“”]/g)) {
    const opened = closesLast(open, text, at);
    if (opened) {
      open.splice(open.indexOf(opened));
      const [openChange, closeChange] = pairAt(text[opened.at]!, open.length, quotes);
      changes.push({ at: opened.at, character: openChange }, { at, character: closeChange ?? character });
    } else if (character === '"' ? mayOpen(text, at) : character in closers) {
      open.push({ at, closer: closers[character] ?? '"' });
    }
  }
  if (changes.length === 0) return text;
  let result = '';
  let from = 0;
  for (const { at, character } of changes.sort((a, b) => a.at - b.at)) {
    result += text.slice(from, at) + character;
    from = at + 1;
  }
  return result + text.slice(from);
}

function mayOpen(text: string, at: number): boolean {
  return opensAfter.has(text[at - 1] ?? '') && /^[^\s]/.test(text.slice(at + 1, at + 2));
}

/** The innermost open quote that this character ends. */
function closesLast(open: readonly OpenQuote[], text: string, at: number): OpenQuote | undefined {
  const character = text[at]!;
  const opensAWord = character === '"' && mayOpen(text, at) && /^[\p{L}\p{N}]/u.test(text.slice(at + 1, at + 3));
  return opensAWord ? undefined : open.findLast(({ closer }) => closer === character);
}

/** How a pair is written at its depth. «Ёлочки» belong to Russian: a text in another language that uses them means them, as any text means “ and „. */
function pairAt(opener: string, depth: number, quotes: LanguageRules['quotes']): readonly [string, string?] {
  const [open, close, innerOpen, innerClose] = quotes;
  if (opener !== '"' && opener !== open) return [opener];
  if (opener !== '"' && open !== '«') return [opener];
  return depth === 0 ? [open, close] : [innerOpen, innerClose];
}
