import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * Text as outlines in the type of the site, for pictures: whoever draws them needs no font installed, and every machine draws the same.
 * The package keeps alphabets in files of their own, so a line is set run by run.
 */
export type Weight = 400 | 500;

export interface Line {
  text: string;
  width: number;
}

type PathCommand =
  | { type: 'M' | 'L'; x: number; y: number }
  | { type: 'Q'; x1: number; y1: number; x: number; y: number }
  | { type: 'C'; x1: number; y1: number; x2: number; y2: number; x: number; y: number }
  | { type: 'Z' };

/** What we use of opentype.js, which brings no types; those of others pull in the browser's, which server code must not see. */
interface Font {
  /** 0 where the font does not have the letter. */
  charToGlyphIndex(letter: string): number;
  getAdvanceWidth(text: string, size: number, options: FontOptions): number;
  getPath(text: string, x: number, y: number, size: number, options: FontOptions): { commands: PathCommand[] };
}
interface FontOptions {
  kerning: boolean;
  letterSpacing: number;
}

const require = createRequire(import.meta.url);
const opentype = require('opentype.js') as { parse(bytes: ArrayBuffer): Font };
const alphabets = ['cyrillic', 'latin', 'cyrillic-ext', 'latin-ext'];
const fonts = new Map<string, Font>();

function fontOf(alphabet: string, weight: Weight): Font {
  const name = `${alphabet}-${weight}`;
  const known = fonts.get(name);
  if (known) return known;
  const bytes = readFileSync(require.resolve(`@fontsource/onest/files/onest-${name}-normal.woff`));
  const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  fonts.set(name, font);
  return font;
}

/** Non-breaking gaps are as wide as others. */
const drawn = (text: string) => text.replace(/[\u00A0\u202F]/g, ' ');

function runsOf(text: string, weight: Weight): { font: Font; text: string }[] {
  const runs: { font: Font; text: string }[] = [];
  for (const letter of drawn(text)) {
    const last = runs.at(-1);
    if (last && last.font.charToGlyphIndex(letter) > 0) {
      last.text += letter;
      continue;
    }
    const alphabet = alphabets.find((one) => fontOf(one, weight).charToGlyphIndex(letter) > 0);
    // A sign the type does not have is left out rather than drawn as an empty box.
    if (alphabet) runs.push({ font: fontOf(alphabet, weight), text: letter });
  }
  return runs;
}

export interface Setting {
  size: number;
  weight: Weight;
  /** In parts of the size. */
  tracking: number;
}

const options = ({ tracking }: Setting) => ({ kerning: true, letterSpacing: tracking });

const widths = new Map<string, number>();

/** Widths grow with the size, so each word is measured once; there is no kerning across a gap. */
export function widthOf(text: string, { size, weight, tracking }: Setting): number {
  const words = drawn(text).split(' ');
  const inEm = words.reduce((sum, word) => sum + wordWidth(word, weight, tracking), 0);
  return (inEm + (words.length - 1) * wordWidth(' ', weight, tracking)) * size;
}

function wordWidth(word: string, weight: Weight, tracking: number): number {
  const key = `${weight} ${tracking} ${word}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  const setting = { size: 1000, weight, tracking };
  const width = runsOf(word, weight).reduce(
    (sum, { font, text: run }) => sum + font.getAdvanceWidth(run, 1000, options(setting)) / 1000,
    0,
  );
  widths.set(key, width);
  return width;
}

/** The outlines of a line as the `d` of a path. */
export function outline(text: string, x: number, baseline: number, setting: Setting): string {
  let at = x;
  return drawn(text)
    .split(' ')
    .map((word) => {
      const path = runsOf(word, setting.weight).map(({ font, text: run }) => {
        const { commands } = font.getPath(run, at, baseline, setting.size, options(setting));
        at += font.getAdvanceWidth(run, setting.size, options(setting));
        return commands.map(inPath).join('');
      });
      at += wordWidth(' ', setting.weight, setting.tracking) * setting.size;
      return path.join('');
    })
    .join('');
}

const round = (n: number) => Math.round(n * 10) / 10;

/** The library's own `toPathData()` writes NaN for some numbers it rounds. */
function inPath(command: PathCommand): string {
  switch (command.type) {
    case 'M':
    case 'L':
      return `${command.type}${round(command.x)} ${round(command.y)}`;
    case 'Q':
      return `Q${round(command.x1)} ${round(command.y1)} ${round(command.x)} ${round(command.y)}`;
    case 'C':
      return `C${round(command.x1)} ${round(command.y1)} ${round(command.x2)} ${round(command.y2)} ${round(command.x)} ${round(command.y)}`;
    case 'Z':
      return 'Z';
  }
}

/**
 * Breaks a text into as few lines as the width allows, and then makes them as even as that number lets them be. A word that is wider than
 * the line is broken itself.
 */
export function brokenInto(text: string, width: number, setting: Setting): Line[] {
  const words = text.split(/[ \n]+/).flatMap((word) => pieces(word, width, setting));
  const few = filled(words, width, setting);
  let even = few;
  for (let narrower = width * 0.98; narrower > width * 0.5; narrower *= 0.98) {
    const lines = filled(words, narrower, setting);
    if (lines.length > few.length || lines.some((line) => line.width > narrower)) break;
    even = lines;
  }
  return even;
}

function filled(words: readonly string[], width: number, setting: Setting): Line[] {
  const lines: Line[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const longer = last && `${last.text} ${word}`;
    const longerWidth = longer === undefined ? Infinity : widthOf(longer, setting);
    if (longer !== undefined && longerWidth <= width) lines[lines.length - 1] = { text: longer, width: longerWidth };
    else lines.push({ text: word, width: widthOf(word, setting) });
  }
  return lines;
}

function pieces(word: string, width: number, setting: Setting): string[] {
  if (widthOf(word, setting) <= width) return [word];
  // First where a non-breaking gap stands, then anywhere.
  const gap = word.search(/[\u00A0\u202F](?=[^\u00A0\u202F]*$)/);
  if (gap > 0) return [word.slice(0, gap), word.slice(gap + 1)].flatMap((part) => pieces(part, width, setting));
  let end = word.length - 1;
  while (end > 1 && widthOf(`${word.slice(0, end)}-`, setting) > width) end -= 1;
  return [`${word.slice(0, end)}-`, ...pieces(word.slice(end), width, setting)];
}
