import Slugger from 'github-slugger';
import { markdownToMdast, mdxToMdast } from 'satteri';
import type { MdastNode, MdxJsxAttributeUnion } from 'satteri';
import type { Place } from './problem.ts';

export interface Heading extends Place {
  depth: number;
  text: string;
  /** The anchor Astro gives it. */
  anchor: string;
}
export interface Link extends Place {
  url: string;
}
export interface Picture extends Place {
  url: string;
  alt: string;
}
export interface Tag extends Place {
  name: string;
  attributes: (Place & { name: string; value: string | true | undefined })[];
  /** Names of the tags around it, the nearest last. */
  around: readonly string[];
  isEmpty: boolean;
}
export interface Table extends Place {
  /** The words of its head. */
  columns: string[];
  /** The tag it stands in directly. */
  inside: Tag | undefined;
}
/** What may not stand in content: code, raw HTML, or a tag in a file that knows none. */
export interface Foreign extends Place {
  kind: 'import' | 'expression' | 'html' | 'tag-in-md';
  text: string;
}

/** Everything the checker asks of the text of a page, with places. */
export interface MarkdownText {
  headings: Heading[];
  links: Link[];
  pictures: Picture[];
  tags: Tag[];
  tables: Table[];
  foreign: Foreign[];
  /** Runs of plain words in which a number stands. */
  numbers: (Place & { text: string })[];
  /** Why the text cannot be read. */
  syntaxError?: Place & { message: string };
}

/** Reads the body with the parser that builds the site. A broken .mdx is read as .md for its headings and links, which other pages may need. */
export function readMarkdown(source: string, isMdx: boolean): MarkdownText {
  const text: MarkdownText = { headings: [], links: [], pictures: [], tags: [], tables: [], foreign: [], numbers: [] };
  const walk = walker(source, text, isMdx);
  if (!isMdx) {
    walk(markdownToMdast(source), []);
    return text;
  }
  try {
    walk(mdxToMdast(source), []);
  } catch (error) {
    const [, line = '1', column = '1', message = ''] = /^(\d+):(\d+): ([\s\S]*)$/.exec((error as Error).message) ?? [
      '',
      '1',
      '1',
      String(error),
    ];
    text.syntaxError = { line: Number(line), column: Number(column), message };
    walk(markdownToMdast(source), []);
    text.foreign = [];
  }
  return text;
}

/** `around`: the tags a node stands in, the nearest last. */
type Walk = (node: MdastNode, around: readonly Tag[]) => void;

function walker(source: string, text: MarkdownText, isMdx: boolean): Walk {
  const slugger = new Slugger();
  const walk: Walk = (node, around) => {
    let inside = around;
    switch (node.type) {
      case 'heading': {
        const words = wordsOf(node);
        text.headings.push({ ...start(node), depth: node.depth, text: words, anchor: slugger.slug(words) });
        break;
      }
      case 'link':
      case 'definition':
        text.links.push({ ...placeOfUrl(source, node), url: node.url });
        break;
      case 'image':
        text.pictures.push({ ...start(node), url: node.url, alt: node.alt ?? '' });
        break;
      case 'text':
        if (/\d/.test(node.value)) text.numbers.push({ ...start(node), text: node.value });
        break;
      case 'html':
        text.foreign.push({
          ...start(node),
          kind: !isMdx && /^<\/?[A-Z]/.test(node.value) ? 'tag-in-md' : 'html',
          text: node.value,
        });
        break;
      case 'mdxjsEsm':
        text.foreign.push({ ...start(node), kind: 'import', text: node.value });
        break;
      case 'mdxFlowExpression':
      case 'mdxTextExpression':
        text.foreign.push({ ...start(node), kind: 'expression', text: `{${node.value}}` });
        break;
      case 'mdxJsxFlowElement':
      case 'mdxJsxTextElement':
        inside = [...around, ...readTag(source, text, node, around)];
        break;
      case 'table':
        text.tables.push({
          ...start(node),
          columns: node.children[0]?.children.map((cell) => wordsOf(cell).trim()) ?? [],
          inside: around.at(-1),
        });
        break;
      default:
    }
    if ('children' in node) for (const child of node.children) walk(child, inside);
  };
  return walk;
}

type TagNode = Extract<MdastNode, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;

/** @returns the tag, where it is one and no HTML */
function readTag(source: string, text: MarkdownText, node: TagNode, around: readonly Tag[]): Tag[] {
  const place = start(node);
  const isHtml = !node.name || !/^[A-Z]/.test(node.name);
  if (isHtml) text.foreign.push({ ...place, kind: 'html', text: `<${node.name ?? ''}>` });
  const attributes: Tag['attributes'] = [];
  for (const attribute of node.attributes) {
    const at = placeOfAttribute(source, node, attribute);
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      text.foreign.push({ ...at, kind: 'expression', text: `{${attribute.value}}` });
      continue;
    }
    if (attribute.value && typeof attribute.value === 'object') {
      text.foreign.push({ ...at, kind: 'expression', text: `${attribute.name}={${attribute.value.value}}` });
      attributes.push({ ...at, name: attribute.name, value: undefined });
      continue;
    }
    attributes.push({ ...at, name: attribute.name, value: attribute.value ?? true });
  }
  if (isHtml) return [];
  const isEmpty = node.children.length === 0;
  const tag = { ...place, name: node.name!, attributes, around: around.map(({ name }) => name), isEmpty };
  text.tags.push(tag);
  return [tag];
}

/** What Astro takes an anchor from: the words and the code of the heading. */
function wordsOf(node: MdastNode): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value;
  return 'children' in node ? node.children.map(wordsOf).join('') : '';
}

const start = ({ position }: MdastNode): Place => ({
  line: position?.start.line ?? 1,
  column: position?.start.column ?? 1,
});

/** An address inside its link, where it can be found as it was written. */
function placeOfUrl(source: string, node: Extract<MdastNode, { type: 'link' | 'definition' }>): Place {
  const from = node.position?.start.offset ?? 0;
  const written = source.slice(from, node.position?.end.offset);
  const at = written.lastIndexOf(node.url);
  return at < 0 ? start(node) : forward(start(node), written.slice(0, at));
}

function placeOfAttribute(source: string, node: TagNode, attribute: MdxJsxAttributeUnion): Place {
  const written = source.slice(node.position?.start.offset ?? 0, node.position?.end.offset);
  const name = attribute.type === 'mdxJsxAttribute' ? `${attribute.name.replaceAll('$', '\\$')}(?=[\\s=/>])` : '\\{';
  // Strings are stepped over, so that `title="a kind"` does not hide `kind`.
  const at = new RegExp(`^<[^\\s/>]+(?:"[^"]*"|'[^']*'|[^"'])*?\\s(?=${name})`).exec(written)?.[0].length;
  return at === undefined ? start(node) : forward(start(node), written.slice(0, at));
}

/** The place after some more text. */
export function forward({ line, column }: Place, text: string): Place {
  const lastBreak = text.lastIndexOf('\n');
  if (lastBreak < 0) return { line, column: column + text.length };
  return { line: line + text.split('\n').length - 1, column: text.length - lastBreak };
}
