import { cellPoints, combCentres } from '../../components/comb/hexagon.ts';
import { brokenInto, outline, widthOf, type Line, type Setting } from './set-text.ts';

/** What stands on the picture that messengers show beside a link to a page. */
export interface OpenGraphPicture {
  title: string;
  /** Over the title: the part of the site, a date. */
  kicker: string;
  /** Name of the site and whose it is, at the foot. */
  site: string;
  vendor: string;
  /** How many cells of the comb are full; without it as many as the title says by chance, always the same for a title. */
  filled?: number;
  /** In the dark cell: a day and its month. */
  mark?: { large: string; small: string };
}

export const size = { width: 1200, height: 630 };
const margin = 72;
const textWidth = 700;

// The roles of tokens.css, light theme, as PNG wants them.
const colours = { paper: '#fbf9f4', ink: '#2b211a', muted: '#6a5d50', line: '#dbd3c6', honey: '#f5b335' };

const kickerSetting: Setting = { size: 28, weight: 400, tracking: -0.01 };
const footSetting: Setting = { size: 26, weight: 500, tracking: -0.02 };
const titleSetting = (pixels: number): Setting => ({ size: pixels, weight: 500, tracking: -0.035 });
const leading = 1.08;
const titleBox = { top: 150, bottom: 478 };

/** The largest size in which the title fits its box. */
export function titleLines(title: string): { lines: Line[]; setting: Setting } {
  for (let pixels = 92; pixels >= 40; pixels -= 4) {
    const setting = titleSetting(pixels);
    const lines = brokenInto(title, textWidth, setting);
    const isBroken = lines.some(({ text }) => text.endsWith('-') && !title.includes(text));
    const fits = lines.length * pixels * leading <= titleBox.bottom - titleBox.top;
    if (fits && !isBroken) return { lines, setting };
  }
  const setting = titleSetting(40);
  const most = Math.floor((titleBox.bottom - titleBox.top) / (40 * leading));
  const lines = brokenInto(title, textWidth, setting);
  return {
    lines: lines.length <= most ? lines : [...lines.slice(0, most - 1), cut(lines[most - 1]!, setting)],
    setting,
  };
}

function cut({ text }: Line, setting: Setting): Line {
  let short = text;
  while (widthOf(`${short}…`, setting) > textWidth) short = short.slice(0, -1);
  return { text: `${short}…`, width: widthOf(`${short}…`, setting) };
}

/** One line, shortened when it is wider than the text may be. */
const oneLine = (text: string, setting: Setting) =>
  widthOf(text, setting) <= textWidth ? text : cut({ text, width: 0 }, setting).text;

export function openGraphSvg(picture: OpenGraphPicture): string {
  const { lines, setting } = titleLines(picture.title);
  const top = titleBox.top + setting.size * 0.86;
  const path = (d: string, fill: string) => `<path fill="${fill}" d="${d}"/>`;
  const foot = size.height - margin;
  const nameAt = margin + 46;
  const vendorAt = nameAt + widthOf(picture.site, footSetting) + 20;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}">`,
    `<rect width="${size.width}" height="${size.height}" fill="${colours.paper}"/>`,
    comb(picture),
    path(outline(oneLine(picture.kicker, kickerSetting), margin, 108, kickerSetting), colours.muted),
    path(
      lines.map((line, at) => outline(line.text, margin - 3, top + at * setting.size * leading, setting)).join(''),
      colours.ink,
    ),
    `<rect x="${margin}" y="${foot - 56}" width="${textWidth}" height="2" fill="${colours.ink}"/>`,
    `<g transform="translate(${margin} ${foot - 27}) scale(1.0625)"><path fill="${colours.honey}" d="M16 1.2 28.8 8.6v14.8L16 30.8 3.2 23.4V8.6z"/><rect x="9" y="17.4" width="14" height="4.6" rx="2.3" fill="${colours.ink}"/></g>`,
    path(outline(picture.site, nameAt, foot, footSetting), colours.ink),
    path(outline(picture.vendor, vendorAt, foot, { ...footSetting, weight: 400 }), colours.muted),
    '</svg>',
  ].join('');
}

/** The comb on the right, running over the edge. */
function comb({ title, filled, mark }: OpenGraphPicture): string {
  const radius = 96;
  const centres = combCentres([3, 3, 3, 3, 3], radius, 10).map((row, at) =>
    row.map(({ x, y }, column) => ({ x: x + 830, y: y - 118, row: at, column })),
  );
  const cells = centres.flat().filter(({ x }) => x - radius < size.width);
  const chosen = chosenOf(title, cells.length, filled ?? 3 + (seedOf(title) % 4));
  const markAt = mark ? cells.findIndex(({ row, column }) => row === 2 && column === 1) : -1;
  const drawn = cells.map((cell, at) => {
    const fill = at === markAt ? colours.ink : chosen.has(at) ? colours.honey : 'none';
    const stroke = fill === 'none' ? ` stroke="${colours.line}" stroke-width="2"` : '';
    return `<polygon points="${cellPoints(radius, cell)}" fill="${fill}"${stroke}/>`;
  });
  return drawn.join('') + (mark && markAt >= 0 ? marked(mark, cells[markAt]!) : '');
}

function marked(mark: { large: string; small: string }, { x, y }: { x: number; y: number }): string {
  const large: Setting = { size: 76, weight: 500, tracking: -0.04 };
  const small: Setting = { size: 25, weight: 400, tracking: 0 };
  const centred = (text: string, setting: Setting, baseline: number) =>
    outline(text, x - widthOf(text, setting) / 2, baseline, setting);
  return `<path fill="${colours.paper}" d="${centred(mark.large, large, y + 16)}${centred(mark.small, small, y + 54)}"/>`;
}

/** Numbers that look like chance and are always the same for a text. */
function seedOf(text: string): number {
  let seed = 2166136261;
  for (const letter of text) seed = Math.imul(seed ^ letter.codePointAt(0)!, 16777619) >>> 0;
  return seed;
}

function chosenOf(title: string, from: number, count: number): Set<number> {
  const order = Array.from({ length: from }, (_, at) => ({ at, by: seedOf(`${title} ${at}`) })).sort(
    (a, b) => a.by - b.by,
  );
  return new Set(order.slice(0, Math.min(count, from)).map(({ at }) => at));
}
