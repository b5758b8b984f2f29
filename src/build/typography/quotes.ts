import { OBJECT } from './language-rules.ts';
import type { LanguageRules } from './language-rules.ts';

const opensAfter = new Set([' ', '\n', '\u00A0', '\u202F', '(', '[', '{', '—', '–', '-', '/', '«', '„', '“', '‘', OBJECT, '']);
const closers: Record<string, string> = { '«': '»', '„': '“', '“': '”' };

interface OpenQuote {
  at: number;
  /** The character that closes it. */
  closer: string;
}

/**
 * Straight and angle quotes become the quotes of the language, inner pairs the inner ones. Only complete pairs change, so that 24" stays
 * what it is. The text keeps its length: one character stands for one.
 */
export function withQuotes(text: string, quotes: LanguageRules['quotes']): string {
  if (!/["«„“]/.test(text)) return text;
  const characters = text.split('');
  const open: OpenQuote[] = [];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at]!;
    const closing = closesLast(open, character, characters, at);
    if (closing) {
      open.splice(open.indexOf(closing));
      replacePair(characters, closing.at, at, open.length, quotes);
    } else if (character === '"' ? mayOpen(characters, at) : character in closers) {
      open.push({ at, closer: closers[character] ?? '"' });
    }
  }
  return characters.join('');
}

function mayOpen(characters: readonly string[], at: number): boolean {
  const next = characters[at + 1] ?? ' ';
  return opensAfter.has(characters[at - 1] ?? '') && !/\s/.test(next);
}

/** The innermost open quote that this character ends. */
function closesLast(open: readonly OpenQuote[], character: string, characters: readonly string[], at: number): OpenQuote | undefined {
  if (character === '"' && mayOpen(characters, at) && /[\p{L}\p{N}]/u.test(characters[at + 1] ?? '')) return undefined;
  return open.findLast(({ closer }) => closer === character);
}

function replacePair(characters: string[], from: number, to: number, depth: number, quotes: LanguageRules['quotes']): void {
  const isForeign = characters[from] !== '"' && characters[from] !== '«';
  if (isForeign) return;
  const [open, close, innerOpen, innerClose] = quotes;
  // «Ёлочки» are the quotes of Russian alone: a text in another language that uses them means them.
  if (characters[from] === '«' && open !== '«') return;
  characters[from] = depth === 0 ? open : innerOpen;
  characters[to] = depth === 0 ? close : innerClose;
}
