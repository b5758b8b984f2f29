import { SaxesParser, type SaxesTagNS } from 'saxes';
import { refuse } from './refuse-logo.ts';
import { drawing, pointsOutside, refusedElements, silent } from './svg-allowed.ts';

const svgNamespace = 'http://www.w3.org/2000/svg';
const elementsAtMost = 3000;
const depthAtMost = 24;

export interface SvgElement {
  name: string;
  attributes: Map<string, string>;
  children: SvgElement[];
}

/**
 * What draws in an SVG, and its style sheets as text. Read strictly: what is no XML, defines entities or holds anything that does not
 * belong into a logo is refused, and what draws nothing is left out. @throws Refusal
 */
export function readSvg(text: string): { root: SvgElement; styles: string } {
  if (/<!ENTITY/i.test(text)) refuse('svg_entities');
  const parser = new SaxesParser({ xmlns: true });
  const open: SvgElement[] = [];
  let root: SvgElement | undefined;
  let [styles, elements] = ['', 0];
  // How deep we are in something that is left out, and whether that is a style sheet.
  let [left, inStyle] = [0, false];

  parser.on('error', () => refuse('svg_broken'));
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > elementsAtMost || open.length + left >= depthAtMost) refuse('svg_complex');
    if (left > 0) {
      left += 1;
      return;
    }
    if (tag.uri !== svgNamespace && tag.uri !== '') {
      left = 1;
      return;
    }
    const { local } = tag;
    if (local === 'style' || silent.has(local) || isOfAnEditor(tag)) {
      [left, inStyle] = [1, local === 'style'];
      return;
    }
    if (!drawing.has(local)) refuse(refusedElements[local] ?? 'svg_effects');
    const element = { name: local, attributes: attributesOf(tag), children: [] };
    if (open.length === 0 && (local !== 'svg' || root)) refuse('svg_broken');
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => {
    if (left > 0) {
      left -= 1;
      inStyle &&= left > 0;
    } else open.pop();
  });
  for (const event of ['text', 'cdata'] as const)
    parser.on(event, (part) => {
      if (inStyle) styles += part;
    });
  parser.write(text).close();
  return root ? { root, styles } : refuse('svg_broken');
}

/** What a drawing program keeps for itself in an element it marks as not for others. */
const isOfAnEditor = (tag: SaxesTagNS) => tag.local === 'foreignObject' && 'requiredExtensions' in tag.attributes;

function attributesOf(tag: SaxesTagNS): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const { prefix, local, value } of Object.values(tag.attributes)) {
    if (/^on/i.test(local) || /^\s*(javascript|vbscript|data):/i.test(value)) refuse('svg_script');
    const isReference = local === 'href';
    // Of a link only what it holds is kept.
    if (isReference && tag.local !== 'a' && !value.trim().startsWith('#')) refuse('svg_outside');
    if (pointsOutside(value)) refuse('svg_outside');
    if (local === 'filter' || local === 'marker') refuse('svg_effects');
    if (isReference ? tag.local !== 'a' : prefix === '') attributes.set(local, value);
  }
  return attributes;
}
