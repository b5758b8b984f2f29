import type { LoaderContext } from 'astro/loaders';

type DataStore = LoaderContext['store'];

/**
 * The HTML of .md pages between reading and rendering. Astro keeps it in its store of entries, and the whole store goes through the
 * bundler as one text; here it stays in memory, which both steps share. That saves a seventh of a build, and a page is never shown
 * as an earlier version of our Markdown plugins made it, because HTML is not kept between builds.
 */
const shelf = Symbol.for('letok.rendered-html');
const shared = globalThis as { [shelf]?: Map<string, string> };
const htmlByEntry = (shared[shelf] ??= new Map());

const keyOf = (collection: string, id: string) => `${collection}/${id}`;

/** A store that takes the HTML out of the entries it is given. */
export function withoutHtml(store: DataStore, collection: string): DataStore {
  return {
    ...store,
    // An entry of an earlier build came without its HTML: the loader is to render it again.
    get(id) {
      const entry = store.get(id);
      return entry?.rendered && !htmlByEntry.has(keyOf(collection, id)) ? undefined : (entry as never);
    },
    set(entry) {
      if (!entry.rendered) return store.set(entry);
      htmlByEntry.set(keyOf(collection, entry.id), entry.rendered.html);
      // The store passes over an entry it has already, its pictures included.
      if (store.get(entry.id)?.digest === entry.digest) store.delete(entry.id);
      return store.set({ ...entry, rendered: { ...entry.rendered, html: '' } });
    },
  };
}

/** @throws when the entry was not read in this process */
export function renderedHtml(collection: string, id: string): string {
  const html = htmlByEntry.get(keyOf(collection, id));
  if (html === undefined) throw new Error(`The HTML of ${keyOf(collection, id)} is not there: content was not read.`);
  return html;
}
