import type { TextPart } from './page-text.ts';

/** Words a minute of somebody who reads to use what is written, tables and steps included. */
const PACE = 170;

/** How long one reads a text, in whole minutes, at least one. */
export function readingMinutes(parts: readonly TextPart[]): number {
  return Math.max(1, Math.round(wordsIn(parts) / PACE));
}

function wordsIn(parts: readonly TextPart[]): number {
  return parts.reduce(
    (sum, part) => sum + (typeof part === 'string' ? wordsOf(part.replace(/<[^>]*>/g, ' ')) : wordsIn(part.inside)),
    0,
  );
}

const wordsOf = (text: string) => text.match(/[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu)?.length ?? 0;
