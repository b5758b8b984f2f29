import { refuse } from './refuse-logo.ts';
import { readSvg, type SvgElement } from './read-svg.ts';
import { allowedValue } from './svg-allowed.ts';
import { readDeclarations, readStyleSheet } from './svg-style.ts';

const bytesAtMost = 256 * 1024;
/** Shapes there are once everything that is used again is counted again. */
const shapesAtMost = 3000;
/** Of the longer side, in pixels. */
const side = 600;

type Sheet = ReturnType<typeof readStyleSheet>;

/** An SVG written anew from what it draws: elements, attributes and values of an allow-list, styles as attributes. @throws Refusal */
export function rewriteSvg(bytes: Uint8Array): { svg: string; width: number; height: number } {
  if (bytes.byteLength > bytesAtMost) refuse('svg_size');
  const { root, styles } = readSvg(decoded(bytes));
  const sheet = readStyleSheet(styles);
  refuseEndless(root, sheet);
  const [left, top, wide, high] = viewBoxOf(root);
  const scale = side / Math.max(wide, high);
  const [width, height] = [Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale))];
  for (const name of ['x', 'y']) root.attributes.delete(name);
  root.attributes.set('viewBox', [left, top, wide, high].join(' '));
  root.attributes.set('width', String(width));
  root.attributes.set('height', String(height));
  return { svg: written(root, sheet, ' xmlns="http://www.w3.org/2000/svg"'), width, height };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('svg_broken');
  }
}

function viewBoxOf({ attributes }: SvgElement): [number, number, number, number] {
  const given = attributes
    .get('viewBox')
    ?.trim()
    .split(/[\s,]+/)
    .map(Number);
  const [left, top, wide, high] =
    given?.length === 4
      ? given
      : [0, 0, ...['width', 'height'].map((name) => Number.parseFloat(attributes.get(name) ?? ''))];
  const isUsable = [left, top, wide, high].every((one) => Math.abs(one!) <= 1e6) && wide! > 0 && high! > 0;
  return isUsable ? [left!, top!, wide!, high!] : refuse('svg_broken');
}

/** A shape may use another, which uses another: two to the power of thirty, or for ever. */
function refuseEndless(root: SvgElement, sheet: Sheet): void {
  const byId = new Map<string, SvgElement>();
  const gather = (element: SvgElement) => {
    const id = element.attributes.get('id');
    if (id !== undefined && !byId.has(id)) byId.set(id, element);
    element.children.forEach(gather);
  };
  gather(root);
  const counted = new Map<SvgElement, number>();
  const onTheWay = new Set<SvgElement>();
  const count = (element: SvgElement): number => {
    if (onTheWay.has(element) || onTheWay.size > 500) refuse('svg_complex');
    const known = counted.get(element);
    if (known !== undefined) return known;
    onTheWay.add(element);
    const used = [...styledOf(element, sheet).values()].flatMap((value) =>
      [...value.matchAll(/^\s*#([\w.:-]+)\s*$|url\(\s*["']?#([\w.:-]+)/gi)].map(([, one, other]) =>
        byId.get(one ?? other!),
      ),
    );
    let shapes = 1;
    for (const part of [...element.children, ...used]) if (part) shapes += count(part);
    onTheWay.delete(element);
    if (shapes > shapesAtMost) refuse('svg_complex');
    counted.set(element, shapes);
    return shapes;
  };
  count(root);
}

/** What an element has once its styles are attributes. No style names an element or what it uses: only attributes do. */
function styledOf({ attributes }: Pick<SvgElement, 'attributes'>, sheet: Sheet): Map<string, string> {
  const classes = new Set((attributes.get('class') ?? '').split(/\s+/));
  const styles = [
    ...sheet.filter((rule) => classes.has(rule.name)).flatMap(({ declarations }) => declarations),
    ...readDeclarations(attributes.get('style') ?? ''),
  ].filter(([key]) => key !== 'id' && key !== 'href' && key !== 'class');
  return new Map([...attributes, ...styles]);
}

function written({ name, attributes, children }: SvgElement, sheet: Sheet, more = ''): string {
  const tag = name === 'a' || name === 'switch' ? 'g' : name;
  const kept = [...styledOf({ attributes }, sheet)].flatMap(([key, value]) => {
    const allowed = key === 'id' || key === 'href' ? idIn(key, value) : allowedValue(key, value);
    return allowed === undefined ? [] : [` ${key}="${escaped(allowed)}"`];
  });
  const inside = children.map((child) => written(child, sheet)).join('');
  return `<${tag}${more}${kept.join('')}${inside ? `>${inside}</${tag}>` : '/>'}`;
}

const idIn = (key: 'id' | 'href', value: string) =>
  (key === 'id' ? /^[\w.:-]{1,100}$/ : /^#[\w.:-]{1,100}$/).test(value.trim()) ? value.trim() : undefined;

const escaped = (value: string) =>
  value.replace(/[&<>"\u0000-\u001f]/g, (character) => `&#${character.codePointAt(0)!};`);
