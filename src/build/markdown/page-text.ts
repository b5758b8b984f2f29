import type { MarkdownHeading } from 'astro';
import type { LoaderContext } from 'astro/loaders';
import { readMdx } from './mdx-text.ts';

/** A stretch of HTML, or a tag with what stands in it. */
export type TextPart = string | { tag: string; attributes: Record<string, string | true>; inside: TextPart[] };

/** The text of a page between reading and showing. */
export interface PageText {
  parts: TextPart[];
  headings: MarkdownHeading[];
}

type DataStore = LoaderContext['store'];
type Entry = Parameters<DataStore['set']>[0];

/**
 * The texts of pages between reading and rendering. Astro would keep the HTML of .md in its store of entries, and the whole store goes
 * through the bundler as one text; it would make a program of each .mdx and bundle that. Here texts stay in memory, which both steps
 * share: that saves a quarter of a build, and a page is never shown as an earlier version of our Markdown plugins made it, because
 * texts are not kept between builds.
 */
const shelf = Symbol.for('letok.page-texts');
const shared = globalThis as { [shelf]?: Map<string, PageText> };
const texts = (shared[shelf] ??= new Map());

interface Named {
  collection: string;
  id: string;
}
const keyOf = ({ collection, id }: Named) => `${collection}/${id}`;

/** @throws when the entry was not read in this process */
export function textOf(entry: Named): PageText {
  const text = texts.get(keyOf(entry));
  if (!text) throw new Error(`The text of ${keyOf(entry)} is not there: content was not read.`);
  return text;
}

/** A store that puts the texts of the entries it is given on the shelf. `root` is the folder of the project. */
export function withoutText(store: DataStore, collection: string, root: URL): DataStore {
  return {
    ...store,
    // An entry of an earlier build came without its text: the loader is to read it again.
    get(id) {
      const entry = store.get(id);
      return entry?.rendered && !texts.has(keyOf({ collection, id })) ? undefined : (entry as never);
    },
    set({ body, deferredRender: isMdx, ...entry }) {
      const read = isMdx ? readMdxEntry(entry, body ?? '', root) : readMarkdownEntry(entry);
      if (!read) return store.set(entry);
      const { imagePaths, ...text } = read;
      texts.set(keyOf({ collection, id: entry.id }), text);
      // The store passes over an entry it has already, its pictures included.
      if (store.get(entry.id)?.digest === entry.digest) store.delete(entry.id);
      return store.set({ ...entry, rendered: { html: '', metadata: { imagePaths } }, assetImports: imagePaths });
    },
  };
}

type ReadText = PageText & { imagePaths: string[] };

/** @returns undefined for an entry that is no page, a YAML file */
function readMarkdownEntry({ rendered }: Entry): ReadText | undefined {
  if (!rendered) return undefined;
  const { headings = [], imagePaths = [] } = (rendered.metadata ?? {}) as Partial<ReadText>;
  return { parts: [rendered.html], headings, imagePaths };
}

function readMdxEntry({ filePath = '' }: Entry, body: string, root: URL): ReadText {
  return readMdx(body, new URL(encodeURI(filePath), root));
}
