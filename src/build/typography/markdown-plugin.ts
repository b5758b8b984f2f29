import Slugger from 'github-slugger';
import { fileURLToPath } from 'node:url';
import type {
  HastPluginEntry,
  HastVisitorContext,
  MdastNode,
  MdastPluginDefinition,
  MdastPluginEntry,
  MdastVisitorContext,
  MdxJsxFlowElementHast,
  MdxJsxTextElement,
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
  let block: Block = { nodes: [], runs: [], set: [] };
  const begin = () => void (block = { nodes: [], runs: [], set: [] });
  const interrupt = (by: string) => {
    block.nodes.push(undefined);
    block.runs.push(by);
    block.set.push(by);
  };
  return {
    name: 'typography-of-text',
    paragraph: begin,
    tableCell: begin,
    mdxJsxFlowElement: begin,
    heading(node, context) {
      begin();
      context.setProperty(node, 'data', { ...node.data, hProperties: { id: slugger.slug(context.textContent(node)) } });
    },
    text(node, context) {
      block.nodes.push(node);
      block.runs.push(node.value);
      block.set.push(node.value);
      setRuns(block, context, language);
    },
    image(node, context) {
      interrupt(OBJECT);
      if (node.alt) context.setProperty(node, 'alt', typograph(node.alt, language));
    },
    inlineCode: () => interrupt(OBJECT),
    mdxJsxTextElement: (node) => interrupt(printsNumber(node) ? NUMBER : OBJECT),
    break: () => interrupt('\u2028'),
  } satisfies MdastPluginDefinition;
};

type TextNode = Extract<MdastNode, { type: 'text' }>;

/** One paragraph, heading or cell as it is walked through: visiting its texts costs a third of reading its tree. */
interface Block {
  nodes: (Readonly<TextNode> | undefined)[];
  runs: string[];
  /** What the nodes have been told so far. */
  set: string[];
}

/** Sets all runs so far, as if something followed: a later run can still complete a pair of quotes of an earlier one. */
function setRuns({ nodes, runs, set }: Block, context: MdastVisitorContext, language: string): void {
  const now = typographRuns([...runs, OBJECT], language);
  for (const [at, node] of nodes.entries()) {
    if (!node || set[at] === now[at]) continue;
    context.setProperty(node, 'value', now[at]!);
    set[at] = now[at]!;
  }
}

/** `<Rule id="..." bare />` prints a number: the word after it must not go to the next line. */
function printsNumber({ name, attributes }: Readonly<MdxJsxTextElement>): boolean {
  return (
    name === 'Rule' && attributes.some((attribute) => attribute.type === 'mdxJsxAttribute' && attribute.name === 'bare')
  );
}

/** The attributes of tags that hold words, by name of the tag. */
const wordAttributes = new Map(
  Object.entries(tagContracts).map(([tag, { attributes }]) => [
    tag,
    Object.keys(attributes).filter((name) => attributes[name]?.is === 'text'),
  ]),
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
        if (
          attribute.type !== 'mdxJsxAttribute' ||
          typeof attribute.value !== 'string' ||
          !names.includes(attribute.name)
        )
          continue;
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
