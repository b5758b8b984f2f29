import { evaluate, type Data, type EvaluateOptions } from 'satteri';
import {
  satteriCollectImagesPlugin,
  satteriHeadingIdsPlugin,
  satteriImageMarkerPlugin,
} from '@astrojs/markdown-satteri';
import type { MarkdownHeading } from 'astro';
import { tagContracts } from '../../mdx/tags-contract.ts';
import type { PageText, TextPart } from './page-text.ts';
import { markdownOptions } from './plugins.ts';

/**
 * Reads the body of an .mdx file. Its tags are a closed list without code (content is checked for that), so it need not become a
 * program that is bundled and loaded: it becomes HTML, in which only the tags wait for their components.
 * @returns its text, and the pictures it shows, as they are written
 * @throws Error with line and column when it cannot be read
 */
export function readMdx(body: string, fileURL: URL): PageText & { imagePaths: string[] } {
  const astro = {
    frontmatter: {},
    headings: [] as MarkdownHeading[],
    localImagePaths: new Set<string>(),
    remoteImagePaths: new Set<string>(),
  };
  const { default: content } = evaluate(body, {
    ...runtime,
    ...markdownOptions,
    mdastPlugins: [...markdownOptions.mdastPlugins, satteriCollectImagesPlugin()],
    hastPlugins: [...markdownOptions.hastPlugins, satteriImageMarkerPlugin(), satteriHeadingIdsPlugin()],
    // A stretch without tags is written as HTML by the parser itself.
    optimizeStatic: { component: 'Fragment', prop: STATIC },
    elementAttributeNameCase: 'html',
    fileURL,
    data: { astro } as Data,
  }) as { default: (props: { components: Record<string, unknown> }) => Written };
  return {
    parts: joined(content({ components: { ...tags, Fragment: FRAGMENT } })),
    headings: astro.headings,
    imagePaths: [...astro.localImagePaths, ...astro.remoteImagePaths],
  };
}

/** What stands for the component of a tag while the page is read. */
const tags = Object.fromEntries(Object.keys(tagContracts).map((name) => [name, { tag: name }]));

const STATIC = 'set:html';
/** HTML that is written already, to tell it from words that are not. */
class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
type Written = string | number | boolean | null | undefined | Html | Extract<TextPart, object> | Written[];
type Properties = Record<string, unknown> & { children?: Written };
const FRAGMENT = Symbol('fragment');

/** The JSX runtime the page is evaluated with: elements become HTML, tags become parts. */
function write(type: unknown, { children, ...properties }: Properties): Written {
  if (type === FRAGMENT) return STATIC in properties ? new Html(String(properties[STATIC])) : children;
  if (typeof type !== 'string') {
    const { tag } = type as { tag: string };
    return { tag, attributes: properties as Record<string, string | true>, inside: joined(children) };
  }
  const opening = new Html(`<${type}${Object.entries(properties).map(attribute).join('')}>`);
  return VOID.has(type) ? opening : [opening, children, new Html(`</${type}>`)];
}
const runtime: Pick<EvaluateOptions, 'Fragment' | 'jsx' | 'jsxs'> = {
  Fragment: FRAGMENT,
  jsx: (type, properties) => write(type, properties as Properties),
  jsxs: (type, properties) => write(type, properties as Properties),
};

const VOID = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
const escaped: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => escaped[character]!);

function attribute([name, value]: [name: string, value: unknown]): string {
  if (value === null || value === undefined || value === false) return '';
  return value === true ? ` ${name}` : ` ${name}="${escape(String(value))}"`;
}

/** One list of parts, neighbouring HTML joined. */
function joined(written: Written): TextPart[] {
  const parts: TextPart[] = [];
  const add = (piece: Written): void => {
    if (Array.isArray(piece)) return piece.forEach(add);
    if (piece === null || piece === undefined || typeof piece === 'boolean') return;
    if (typeof piece === 'object' && 'tag' in piece) return void parts.push(piece);
    const html = piece instanceof Html ? piece.text : escape(String(piece));
    if (typeof parts.at(-1) === 'string') parts[parts.length - 1] += html;
    else parts.push(html);
  };
  add(written);
  return parts;
}
