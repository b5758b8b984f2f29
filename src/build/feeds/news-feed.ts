import { Feed } from 'feed';
import { Temporal } from 'temporal-polyfill';

/** A piece of news as a feed tells it. */
export interface FeedItem {
  title: string;
  description: string;
  /** The day it came out. */
  publishedOn: string;
  /** Whole address; also what readers know the entry by, so it must not change. */
  address: string;
  topics: { id: string; title: string }[];
}

export interface FeedSource {
  title: string;
  description: string;
  language: string;
  author: string;
  /** Whole addresses: the list, the front page, the two feeds. */
  page: string;
  home: string;
  atom: string;
  rss: string;
  timeZone: string;
  items: readonly FeedItem[];
}

/** So many of the newest; older ones are on the page. */
const AT_MOST = 30;

/**
 * The news as Atom 1.0. A feed gives title and summary: the text itself is drawn by the tags and sheets of the site and would come apart in a
 * reader. Nothing depends on the moment of the build, so that an unchanged feed is the same file.
 */
export const atomFeed = (source: FeedSource): string => feedOf(source, asHtml).atom1();

/** The same as RSS 2.0, where titles are plain text. */
export const rssFeed = (source: FeedSource): string => feedOf(source, (title) => title).rss2();

/** `feed` puts texts out as HTML. */
const asHtml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function feedOf(source: FeedSource, titleAs: (title: string) => string): Feed {
  const items = source.items
    .toSorted((a, b) => b.publishedOn.localeCompare(a.publishedOn) || (a.address < b.address ? -1 : 1))
    .slice(0, AT_MOST);
  const feed = new Feed({
    id: source.page,
    title: source.title,
    description: source.description,
    link: source.page,
    language: source.language,
    generator: 'Letok',
    updated: noonOf(items[0]?.publishedOn ?? '1970-01-01', source.timeZone),
    feedLinks: { atom: source.atom, rss: source.rss },
    author: { name: source.author, link: source.home },
  });
  for (const { title, description, publishedOn, address, topics } of items) {
    const date = noonOf(publishedOn, source.timeZone);
    feed.addItem({
      title: titleAs(title),
      id: address,
      link: address,
      description: asHtml(description),
      date,
      published: date,
      // The library leaves `<` as it is in an attribute, where XML forbids it.
      category: topics.map((topic) => ({ term: topic.id, name: topic.title.replace(/[<>]/g, '') })),
    });
  }
  return feed;
}

/** A day without an hour: at noon of the programme's zone it is that day nearly everywhere. */
function noonOf(day: string, timeZone: string): Date {
  const noon = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: '12:00' });
  return new Date(noon.epochMilliseconds);
}
