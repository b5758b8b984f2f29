import { urlPrefix, type Access } from '#build/content-urls.ts';
import { languages, type Language } from '#i18n/languages.ts';
import { once, placed, visibleTo, type Placed } from './site-tree.ts';

/**
 * Lists of news, events and lessons. Readers for whom something is written have a list of their own, with what is public among theirs:
 * `/news/` for everybody, `/partner/news/` when there is news for partners alone.
 */
export type ListCollection = 'news' | 'events' | 'course';

export interface ReaderList {
  language: Language;
  reader: Access;
}

const readers: Access[] = ['public', 'partner', 'staff'];

export const prefixParam = (language: Language, access: Access) => urlPrefix(language, access).slice(1) || undefined;

const listsOf = (collection: ListCollection): Promise<ReaderList[]> =>
  once(`lists:${collection}`, async () => {
    const own = await placed(collection);
    return languages.flatMap((language) =>
      readers
        .filter((reader) => own.some((entry) => entry.language === language && entry.access === reader))
        .map((reader) => ({ language, reader })),
    );
  });

export async function listPaths(collection: ListCollection) {
  return (await listsOf(collection)).map((list) => ({
    params: { prefix: prefixParam(list.language, list.reader) },
    props: list,
  }));
}

/** The address of a list, whether there is one or not. */
export const listAddress = (collection: ListCollection, { language, reader }: ReaderList) =>
  `${urlPrefix(language, reader)}/${collection}/`;

/** The list a reader is sent to: its own, else the public one; undefined where there is nothing to list. */
export async function listFor(collection: ListCollection, list: ReaderList): Promise<string | undefined> {
  const lists = await listsOf(collection);
  const found = [list.reader, 'public'].find((reader) =>
    lists.some((one) => one.language === list.language && one.reader === reader),
  );
  return found && listAddress(collection, { ...list, reader: found as Access });
}

/** The same list in the other languages, for the same reader. */
export async function listAlternates(collection: ListCollection, reader: Access) {
  return (await listsOf(collection))
    .filter((list) => list.reader === reader)
    .map(({ language }) => ({ language, url: listAddress(collection, { language, reader }) }));
}

/** What a reader of a list sees, in the order of the files. */
export async function entriesFor<C extends ListCollection>(
  collection: C,
  { language, reader }: ReaderList,
): Promise<Placed<C>[]> {
  return (await placed(collection)).filter((entry) => entry.language === language && visibleTo(reader, entry.access));
}
