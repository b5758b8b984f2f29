import { stringsOf, type Language } from '#i18n/languages.ts';
import {
  kbSections,
  linkTo,
  once,
  placed,
  sectionOf,
  visibleTo,
  type Link,
  type Placed,
  type TreeCollection,
} from './site-tree.ts';
import type { Access } from './page-view.ts';

/** A page that goes on from another one, with the part of the site it belongs to. */
export interface RelatedPage extends Link {
  access: Access;
  section: string;
}

type Page = Placed<TreeCollection>;

/** Where the build itself looks; lessons, news and events have an order of their own and are named by editors alone. */
const chosenFrom: readonly TreeCollection[] = ['kb', 'solutions', 'pages'];
const namedIn: readonly TreeCollection[] = [...chosenFrom, 'course', 'news', 'events'];

const AT_MOST = 4;
/** What so many pages share says nothing of any of them. */
const TOO_COMMON = 100;

/**
 * Where to read on: the pages that the front matter names, else those that share most with this one. A topic counts the more, the fewer
 * pages have it. Only pages whose readers may open them are looked at, so that no private page moves anything on a public one.
 * @param besides addresses that stand on the page already
 */
export async function relatedPages(page: Page, besides: readonly (string | undefined)[] = []): Promise<RelatedPage[]> {
  const { pages, byKey, named: namedBy } = await readable(page.language, page.access);
  const named = page.entry.data.related.flatMap((url) => namedBy(url) ?? []);
  const chosen = named.length > 0 ? named : nearest(page, pages.length, byKey, besides);
  return Promise.all(
    chosen
      .filter(({ url }) => url !== page.url)
      .slice(0, AT_MOST)
      .map(async (one) => ({
        ...linkTo(one),
        access: one.access,
        section: await sectionTitle(one, page.language, page.access),
      })),
  );
}

function nearest(
  page: Placed<TreeCollection>,
  count: number,
  byKey: ReadonlyMap<string, Page[]>,
  besides: readonly (string | undefined)[],
): Page[] {
  const scores = new Map<Page, number>();
  for (const key of keysOf(page)) {
    const sharing = byKey.get(key) ?? [];
    if (sharing.length > TOO_COMMON) continue;
    const weight = Math.log(count / sharing.length) * (key.startsWith('place ') ? 0.5 : 1);
    for (const one of sharing) scores.set(one, (scores.get(one) ?? 0) + weight);
  }
  return [...scores]
    .filter(([one, score]) => score > 0 && !besides.includes(one.url) && !isPartBeside(one, page))
    .sort(([a, scoreOfA], [b, scoreOfB]) => scoreOfB - scoreOfA || (a.url < b.url ? -1 : 1))
    .map(([one]) => one);
}

/** What a page shares with others: topics, solutions, its place in the site. */
function keysOf({ entry, path }: Page): string[] {
  const place = path.split('/').slice(1, -2).join('/');
  return [
    ...entry.data.tags.map((tag) => `tag ${tag}`),
    ...entry.data.solutions.map((solution) => `solution ${solution}`),
    `place ${place}`,
  ];
}

/** The parts of a solution stand in its tree. */
const isPartBeside = (one: Page, page: Page) =>
  one.path.startsWith('/solutions/') && one.path.split('/')[2] === page.path.split('/')[2];

const readable = (language: Language, reader: Access) =>
  once(`related:${language}:${reader}`, async () => {
    const all: Page[] = (await Promise.all(namedIn.map((collection) => placed(collection)))).flat();
    const open = all.filter(({ language: its, access }) => its === language && visibleTo(reader, access));
    const pages = open.filter(
      ({ entry: { collection, data } }) =>
        chosenFrom.includes(collection) &&
        !('frame' in data && data.frame === 'landing') &&
        !('kind' in data && data.kind === 'legal'),
    );
    const byKey = new Map<string, Page[]>();
    for (const page of pages)
      for (const key of keysOf(page)) {
        if (!byKey.has(key)) byKey.set(key, []);
        byKey.get(key)!.push(page);
      }
    // A front matter names pages in its own language; where it is shown in another, they are shown in that one.
    const byUrl = new Map(all.map((page) => [page.url, page]));
    const byPlace = new Map(open.map((page) => [`${page.access} ${page.path}`, page]));
    const named = (url: string) => {
      const page = byUrl.get(url);
      return page && byPlace.get(`${page.access} ${page.path}`);
    };
    return { pages, byKey, named };
  });

async function sectionTitle({ entry, path }: Page, language: Language, reader: Access): Promise<string> {
  const t = stringsOf(language);
  const [, root] = path.split('/');
  if (root === 'kb') {
    const section = (await kbSections(language, reader)).find(({ id }) => id === sectionOf(entry.id));
    return section?.title ?? t.kb.title;
  }
  const titles: Record<string, string> = {
    solutions: t.nav.solutions,
    legal: t.footer.legal,
    news: t.nav.news,
    events: t.nav.events,
    course: t.course.title,
  };
  return titles[root ?? ''] ?? t.nav.programme;
}
