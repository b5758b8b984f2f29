import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { atomFeed, rssFeed, type FeedSource } from '#build/feeds/news-feed.ts';
import { feedFaults } from '#tests/helpers/feed-checks.ts';

const item = (name: string, publishedOn: string, more: object = {}) => ({
  title: `Новость «${name}»`,
  description: 'Что изменилось — и кого это касается.',
  publishedOn,
  address: `https://partners.example/news/${name}/`,
  topics: [],
  ...more,
});

const hostile = {
  title: 'Если A < B & C: <script>alert(1)</script> ]]> «да»',
  description: 'Скидка <b>15 %</b> & ]]> конец',
  topics: [{ id: 'portal', title: 'Портал & <CRM>' }],
};

const source: FeedSource = {
  title: 'Леток: Новости & дела',
  description: 'Что изменилось',
  language: 'ru-RU',
  author: 'Улей',
  page: 'https://partners.example/news/',
  home: 'https://partners.example/',
  atom: 'https://partners.example/news/feed.xml',
  rss: 'https://partners.example/news/rss.xml',
  timeZone: 'Europe/Moscow',
  items: [item('old', '2026-09-10'), item('new', '2026-11-26', hostile), item('middle', '2026-10-07')],
};
const feeds = { atom: atomFeed(source), rss: rssFeed(source) } as const;

describe.each(['atom', 'rss'] as const)('the news as %s', (kind) => {
  const xml = feeds[kind];
  const entry = kind === 'atom' ? 'entry' : 'item';
  const $ = load(xml, { xml: true });

  it('keeps its specification, whatever stands in a title', async () => {
    expect(await feedFaults(xml, kind)).toEqual([]);
  });

  it('gives the newest first, with whole addresses', () => {
    const addresses = $(`${entry} > link`)
      .toArray()
      .map((link) => $(link).attr('href') ?? $(link).text());
    expect(addresses).toEqual(['new', 'middle', 'old'].map((name) => `https://partners.example/news/${name}/`));
  });

  it('tells a day at noon of the programme, so that it is that day for nearly all readers', () => {
    const dates = $(kind === 'atom' ? 'entry > published' : 'item > pubDate')
      .toArray()
      .map((date) => new Date($(date).text()).toISOString());
    expect(dates).toEqual(['2026-11-26T09:00:00.000Z', '2026-10-07T09:00:00.000Z', '2026-09-10T09:00:00.000Z']);
  });

  it('is the same whenever it is made, and in whatever order it gets its news', () => {
    const make = kind === 'atom' ? atomFeed : rssFeed;
    expect(make({ ...source, items: source.items.toReversed() })).toBe(xml);
  });

  it('ends somewhere', () => {
    const items = Array.from({ length: 40 }, (_, at) =>
      item(`n${at}`, `2026-10-${String((at % 28) + 1).padStart(2, '0')}`),
    );
    expect(load(rssFeed({ ...source, items }), { xml: true })('item').length).toBe(30);
  });

  it('says so when there is no news', async () => {
    expect(await feedFaults((kind === 'atom' ? atomFeed : rssFeed)({ ...source, items: [] }), kind)).toEqual([]);
  });
});

it('a title is the same for a reader of Atom, who gets HTML, and of RSS, who gets words', () => {
  const html = load(feeds.atom, { xml: true })('entry > title').first().text();
  expect(load(html, null, false).text()).toBe(hostile.title);
  expect(load(html, null, false)('script').length).toBe(0);
  expect(load(feeds.rss, { xml: true })('item > title').first().text()).toBe(hostile.title);
});

describe('the check of feeds notices', () => {
  it.each<[string, 'atom' | 'rss', string | RegExp, string]>([
    ['a missing id', 'atom', /<id>[^<]*<\/id>/, ''],
    ['a title that is not there', 'atom', /<entry>\s*<title.*?<\/title>/s, '<entry>'],
    ['a date without a zone', 'atom', /(<updated>[^<]*)Z</, '$1<'],
    ['a relative address', 'atom', /<id>https:\/\/partners.example/, '<id>'],
    ['an element of nobody', 'atom', '<entry>', '<entry><pubDate>now</pubDate>'],
    ['two summaries', 'atom', /(<summary.*?<\/summary>)/s, '$1$1'],
    ['a feed that does not name itself', 'atom', /<link rel="self"[^>]*>/, ''],
    ['entries with the same id', 'atom', /news\/old\/<\/id>/, 'news/new/</id>'],
    ['an entry without a page', 'atom', /<link href="[^"]*news\/old\/"\/>/, ''],
    ['an unescaped title', 'atom', 'CDATA[Новость', 'CDATA[A & B < C'],
    ['XML that is none', 'atom', '</entry>', '</item>'],
    ['a channel without a description', 'rss', /<description>Что изменилось<\/description>/, ''],
    ['a date that is none', 'rss', /<pubDate>[^<]*/, '<pubDate>2026-11-26'],
    ['another version', 'rss', 'version="2.0"', 'version="0.91"'],
    ['the oldest first', 'rss', '<pubDate>Thu, 26 Nov 2026', '<pubDate>Thu, 26 Nov 2020'],
    ['a guid that is there twice', 'rss', /news\/old\/<\/guid>/, 'news/new/</guid>'],
    ['an empty title', 'rss', /<item>\s*<title>.*?<\/title>/s, '<item><title> </title>'],
  ])('%s', async (_what, kind, from, to) => {
    const broken = feeds[kind].replace(from, to);
    expect(broken).not.toBe(feeds[kind]);
    expect(await feedFaults(broken, kind)).not.toEqual([]);
  });
});
