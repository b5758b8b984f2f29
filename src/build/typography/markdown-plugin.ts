import Slugger from 'github-slugger';
import { fileURLToPath } from 'node:url';
import type {
  HastPluginEntry,
  HastVisitorContext,
  MdastPluginDefinition,
  MdastPluginEntry,
  MdastVisitorContext,
  MdxJsxAttributeUnion,
  MdxJsxFlowElementHast,
  MdxJsxTextElementHast,
} from 'satteri';
import { tagContracts } from '../../mdx/tags-contract.ts';
import { contentAddress, defaultLanguage } from '../content-urls.ts';
import type { PageCollection } from '../content-urls.ts';
import { NUMBER, OBJECT } from './language-rules.ts';
import { typograph, typographRuns } from './typograph.ts';

/**
 * Typography for .md and .mdx alike: `satteri({ mdastPlugins: [typographyOfText], hastPlugins: [typographyOfTags] })`. It touches words only:
 * never code, addresses, ids or expressions. Headings keep the anchors of the text as it was written, so a link typed by hand stays right.
 */
export const typographyOfText: MdastPluginEntry = ({ fileURL }) => {
  const language = languageOf(fileURL);
  const slugger = new Slugger();
  return {
    name: 'typography-of-text',
    paragraph: (node, context) => setRuns(node, context, language),
    tableCell: (node, context) => setRuns(node, context, language),
    heading(node, context) {
      const id = slugger.slug(context.textContent(node));
      context.setProperty(node, 'data', { ...node.data, hProperties: { id } });
      setRuns(node, context, language);
    },
    image(node, context) {
      if (node.alt) context.setProperty(node, 'alt', typograph(node.alt, language));
    },
  } satisfies MdastPluginDefinition;
};

/** The attributes of tags that hold words, by name of the tag. */
const wordAttributes = new Map(
  Object.entries(tagContracts).map(([tag, { attributes }]) => [tag, Object.keys(attributes).filter((name) => attributes[name]?.is === 'text')]),
);
const tagsWithWords = [...wordAttributes].filter(([, names]) => names.length > 0).map(([tag]) => tag);

/** The same for `title`, `caption` and other words in attributes of tags; only the later tree lets attributes be set. */
export const typographyOfTags: HastPluginEntry = ({ fileURL, sourceFormat }) => {
  if (sourceFormat !== 'mdx') return undefined;
  const language = languageOf(fileURL);
  const setWords = {
    filter: tagsWithWords,
    visit(node: Readonly<MdxJsxFlowElementHast | MdxJsxTextElementHast>, context: HastVisitorContext) {
      const names = wordAttributes.get(node.name ?? '') ?? [];
      for (const attribute of node.attributes) {
        if (attribute.type !== 'mdxJsxAttribute' || typeof attribute.value !== 'string' || !names.includes(attribute.name)) continue;
        const set = typograph(attribute.value, language);
        if (set !== attribute.value) context.setProperty(node, attribute.name, set);
      }
    },
  };
  return { name: 'typography-of-tags', mdxJsxFlowElement: setWords, mdxJsxTextElement: setWords };
};

const languageOf = (fileURL: URL | undefined) => (fileURL ? languageOfFile(fileURLToPath(fileURL)) : defaultLanguage);

/** The language of a content file from its path: content/kb/ru/..., content/solutions/<solution>/ru/..., content/programme/<edition>/offer.ru.mdx. */
export function languageOfFile(path: string): string {
  const match = /[/\\]content[/\\]([^/\\]+)[/\\](.+)\.mdx?$/.exec(path);
  if (!match) return defaultLanguage;
  const collection = (match[1] === 'programme' ? 'offers' : match[1]) as PageCollection;
  const isPage = ['pages', 'kb', 'solutions', 'offers', 'course', 'news', 'events'].includes(collection);
  return isPage ? contentAddress(collection, match[2]!.replaceAll('\\', '/'), 'public').language : defaultLanguage;
}

type Node = Readonly<{ type: string; value?: string; children?: readonly Node[]; name?: string | null; attributes?: readonly MdxJsxAttributeUnion[] }>;
type Target = Parameters<MdastVisitorContext['setProperty']>[0];

/** The words of one block, in order, with what stands between them. */
function setRuns(block: Node, context: MdastVisitorContext, language: string): void {
  const nodes: (Node | undefined)[] = [];
  const runs: string[] = [];
  collect(block, nodes, runs);
  const set = typographRuns(runs, language);
  for (const [at, node] of nodes.entries()) {
    if (node && set[at] !== runs[at]) context.setProperty(node as Target & { value: string }, 'value', set[at]!);
  }
}

function collect(parent: Node, nodes: (Node | undefined)[], runs: string[]): void {
  for (const child of parent.children ?? []) {
    if (child.type === 'text') {
      nodes.push(child);
      runs.push(child.value ?? '');
    } else if (child.children?.length) {
      collect(child, nodes, runs);
    } else {
      nodes.push(undefined);
      runs.push(child.type === 'break' ? '\u2028' : printsNumber(child) ? NUMBER : OBJECT);
    }
  }
}

/** `<Rule id="..." bare />` prints a number: the word after it must not go to the next line. */
const printsNumber = ({ name, attributes }: Node) =>
  name === 'Rule' && attributes?.some((attribute) => attribute.type === 'mdxJsxAttribute' && attribute.name === 'bare');
