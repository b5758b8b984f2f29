import { findPages, type Answer } from './find-pages.ts';
import { knownWords, type KnownWords } from './known-words-rules.ts';
import { forgetPagefind, loadPagefind, type Filters } from './pagefind.ts';
import { rememberedRoom } from '../../api/remembered-person.ts';

/** An index that is ready for questions. */
export interface OpenIndex {
  find(query: string, filters?: Filters): Promise<Answer>;
  known: KnownWords;
}

const PUBLIC = '/pagefind/';
/** The partners' index is a superset of the public one and stands behind their session. */
const PARTNERS = '/partner/pagefind/';

async function folderForReader(): Promise<string> {
  // Who never was in a room is not asked about: a visitor's search makes no request in vain.
  if (document.documentElement.dataset['access'] === 'public' && !rememberedRoom()) return PUBLIC;
  const answer = await fetch(`${PARTNERS}pagefind-entry.json`, { redirect: 'manual' }).catch(() => undefined);
  return answer?.ok ? PARTNERS : PUBLIC;
}

const opened = new Map<string, Promise<OpenIndex>>();

/**
 * Opens the index of a language once; after a failure it may be tried again.
 * @param synonyms groups of words that mean the same
 */
export function openIndex(language: string, synonyms: readonly (readonly string[])[]): Promise<OpenIndex> {
  const index = opened.get(language) ?? open(language, synonyms);
  opened.set(language, index);
  index.catch(() => opened.delete(language));
  return index;
}

async function open(language: string, synonyms: readonly (readonly string[])[]): Promise<OpenIndex> {
  const folder = await folderForReader();
  const [pagefind, answer] = await Promise.all([loadPagefind(folder), fetch(`${folder}words.${language}.json`)]);
  if (!answer.ok) throw new Error(`The words of the index did not load: ${answer.status}`);
  const known = knownWords((await answer.json()) as Parameters<typeof knownWords>[0], synonyms);
  /** A part of the index that does not load (the session has ended, say): the next question begins anew. */
  const orForget = async <T>(load: () => Promise<T>): Promise<T> => {
    try {
      return await load();
    } catch (error) {
      opened.delete(language);
      forgetPagefind(folder);
      throw error;
    }
  };
  return {
    known,
    async find(query, filters) {
      const { pages, words } = await orForget(() => findPages(pagefind, query, known, filters));
      return { words, pages: pages.map(({ places, read }) => ({ places, read: () => orForget(read) })) };
    },
  };
}
