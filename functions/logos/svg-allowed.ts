import type { LogoReason } from '../../src/features/own-company/logo-contract.ts';

/** Elements that draw, or that what draws refers to. */
export const drawing = new Set(
  `svg g defs symbol use path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath mask switch a`.split(
    ' ',
  ),
);

/** Elements that are left out with all they hold: they draw nothing. */
export const silent = new Set(['title', 'desc', 'metadata', 'view', 'cursor']);

/** Why an element of the language is refused; whatever stands in no list is an effect. */
export const refusedElements: Record<string, LogoReason> = {
  script: 'svg_script',
  handler: 'svg_script',
  image: 'svg_picture',
  feImage: 'svg_picture',
  text: 'svg_text',
  tspan: 'svg_text',
  textPath: 'svg_text',
  tref: 'svg_text',
  altGlyph: 'svg_text',
  font: 'svg_text',
};

const number = '[-+]?(\\d+\\.?\\d*|\\.\\d+)(e[-+]?\\d+)?';
const reference = 'url\\(\\s*["\']?#[\\w.:-]{1,100}["\']?\\s*\\)';
const colour = '#[0-9a-f]{3,8}|(rgb|hsl)a?\\([\\d\\s.,%/deg+-]{1,60}\\)|[a-z]{3,22}';
const whole = (pattern: string) => new RegExp(`^\\s*(${pattern})\\s*$`, 'i');

const forms = {
  length: whole(`${number}(px|pt|pc|mm|cm|in|em|ex|%)?`),
  numbers: /^[\s\d.,eE+-]*$/,
  path: /^[\s\d.,eE+\-MmZzLlHhVvCcSsQqTtAa]*$/,
  transform: /^(\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\([\s\d.,eE+-]*\)\s*,?)*$/,
  paint: whole(`${colour}|${reference}(\\s+(${colour}))?`),
  colour: whole(colour),
  word: /^[a-z-]{1,32}(\s[a-z]{1,10})?$/i,
  reference: whole(`${reference}|none`),
} as const;

const attributes: Record<keyof typeof forms, string> = {
  length: `x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height offset opacity fill-opacity stroke-opacity stop-opacity stroke-width
    stroke-miterlimit`,
  numbers: 'points viewBox',
  path: 'd',
  transform: 'transform gradientTransform',
  paint: 'fill stroke',
  colour: 'color stop-color',
  word: `fill-rule clip-rule stroke-linecap stroke-linejoin gradientUnits spreadMethod clipPathUnits maskUnits maskContentUnits
    preserveAspectRatio visibility display overflow mask-type color-interpolation`,
  reference: 'clip-path mask',
};

const formOf = new Map(
  Object.entries(attributes).flatMap(([form, names]) =>
    names.split(/\s+/).map((name): [string, RegExp] => [name, forms[form as keyof typeof forms]]),
  ),
);

/** Whether something from another place is named: an address in `url()` that is no part of the same picture. */
export const pointsOutside = (value: string) => /url\(\s*["']?\s*[^#"'\s]/i.test(value) || /@import/i.test(value);

/** The value of an attribute or of a property of a style as it may be written; undefined where it is left out. */
export function allowedValue(name: string, value: string): string | undefined {
  const form = formOf.get(name);
  if (!form || value.length > 200_000 || !form.test(value)) return undefined;
  if (name !== 'fill' && name !== 'stroke' && /(^|[^\d.])\d{8,}|e\+?\d{2,}/i.test(value)) return undefined;
  return value.trim().replace(/url\(\s*["']?(#[\w.:-]+)["']?\s*\)/gi, 'url($1)');
}
