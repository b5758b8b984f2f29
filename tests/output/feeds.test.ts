import { readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { filesBelow } from '#build/publish/site-files.ts';
import { site as builtSite } from '#tests/helpers/built-site.ts';
import { calendarFaults, parsedEvents } from '#tests/helpers/calendar-checks.ts';
import { feedFaults } from '#tests/helpers/feed-checks.ts';
import { readSiteHtml } from '#tests/helpers/site-html.ts';

const site = await readSiteHtml(builtSite);
const files = await filesBelow(builtSite.dist);
const textOf = (file: string) => readFileSync(path.join(builtSite.dist, file), 'utf8');
const inside = (pattern: RegExp) => files.filter((file) => pattern.test(file));
const pathOf = (address: string) => {
  const url = new URL(address);
  return url.origin === site.origin ? url.pathname : undefined;
};
const publicPages = (pattern: RegExp) =>
  site.pages.filter(
    ({ url, access, $ }) => access === 'public' && pattern.test(url) && !$('meta[name="robots"]').length,
  );

describe.each(['', '/en'])('what is published below “%s/”', (prefix) => {
  const news = publicPages(new RegExp(`^${prefix}/news/.+`));
  const events = publicPages(new RegExp(`^${prefix}/events/.+`));

  it.each([
    ['atom', 'feed', 'entry > link', 'href'],
    ['rss', 'rss', 'item > link', undefined],
  ] as const)(
    'has the news as %s, each piece once, with the title of its page',
    async (schema, name, link, attribute) => {
      const xml = textOf(`${prefix}/news/${name}.xml`.slice(1));
      expect(await feedFaults(xml, schema)).toEqual([]);
      const $ = load(xml, { xml: true });
      const found = $(link)
        .toArray()
        .map((one) => pathOf(attribute ? $(one).attr(attribute)! : $(one).text()));
      expect(news.length).toBeGreaterThan(2);
      expect(found.toSorted()).toEqual(news.map(({ url }) => url).sort());
      for (const [at, url] of found.entries())
        expect(load($(link.replace('link', 'title')).eq(at).text(), null, false).text()).toBe(
          site.page(url!)!.$('h1').text().trim(),
        );
    },
  );

  it('has a calendar with every event, and each event as a file beside its page', () => {
    const calendar = textOf(`${prefix}/events/calendar.ics`.slice(1));
    expect(calendarFaults(calendar)).toEqual([]);
    const inCalendar = new Map(parsedEvents(calendar).map((event) => [event.uid, event]));
    expect(events.length).toBeGreaterThan(2);
    expect(inCalendar.size).toBeGreaterThanOrEqual(events.length);
    for (const { url } of events) {
      const text = textOf(`${url}event.ics`.slice(1));
      expect(calendarFaults(text)).toEqual([]);
      const [event] = parsedEvents(text);
      expect(inCalendar.get(event!.uid)).toEqual(event);
      expect(event!.description).toContain(site.origin + url);
    }
  });

  it('leads every page to the news feed, and pages of news and events to theirs', () => {
    const links = (url: string) =>
      site
        .page(url)!
        .$('link[rel="alternate"][type]')
        .toArray()
        .map(({ attribs }) => `${attribs['type']} ${attribs['href']}`);
    const atom = `application/atom+xml ${prefix}/news/feed.xml`;
    expect(links(`${prefix}/`)).toEqual([atom]);
    expect(links(`${prefix}/news/`)).toEqual([atom, `application/rss+xml ${prefix}/news/rss.xml`]);
    expect(links(`${prefix}/events/`)).toEqual([atom, `text/calendar ${prefix}/events/calendar.ics`]);
  });
});

describe('the sitemap', () => {
  const xml = textOf('sitemap.xml');
  const $ = load(xml, { xml: true });
  const listed = $('url > loc')
    .toArray()
    .map((loc) => pathOf($(loc).text()));

  it('keeps its protocol', async () => {
    expect(await feedFaults(xml, 'sitemap')).toEqual([]);
    expect(await feedFaults(xml.replace('<loc>', '<lok>').replace('</loc>', '</lok>'), 'sitemap')).not.toEqual([]);
    expect(await feedFaults(xml.replace(/<lastmod>[^<]*/, '<lastmod>12.11.2026'), 'sitemap')).not.toEqual([]);
  });

  it('holds exactly the pages that search engines may list, each once', () => {
    const wanted = site.pages
      .filter(
        ({ $: page, url }) =>
          page('meta[name="robots"]').length === 0 && page('link[rel="canonical"]').attr('href') === site.origin + url,
      )
      .map(({ url }) => url);
    expect(listed.toSorted()).toEqual(wanted.sort());
    expect(listed.length).toBeGreaterThan(60);
  });

  it('holds no private page, no error, no thanks, no page shown in a foreign language', () => {
    expect(listed.filter((url) => /\/(partner|staff|errors|404|thanks|sign-in)\b/.test(url!))).toEqual([]);
    const untranslated = site.pages.filter(
      ({ url, $: page }) => url.startsWith('/en/') && page('h1').attr('lang') === 'ru',
    );
    expect(untranslated.length).toBeGreaterThan(3);
    expect(untranslated.filter(({ url }) => listed.includes(url))).toEqual([]);
  });

  it('says of a page when it was last read, and which translations it has', () => {
    const entry = $('url').filter((_, one) => $(one).children('loc').text() === `${site.origin}/programme/terms/`);
    expect(entry.children('lastmod').text()).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(
      entry
        .children('xhtml\\:link')
        .toArray()
        .map((link) => `${$(link).attr('hreflang')} ${pathOf($(link).attr('href')!)}`)
        .sort(),
    ).toEqual(['en /en/programme/terms/', 'ru /programme/terms/', 'x-default /programme/terms/']);
  });

  it('is named in robots.txt, which says nothing of the closed rooms', () => {
    const robots = textOf('robots.txt');
    expect(robots).toContain(`Sitemap: ${site.origin}/sitemap.xml`);
    expect(robots).not.toMatch(/partner|staff/);
  });
});

describe('the manifest', () => {
  it('names icons that are there, in the size it says', async () => {
    const { default: sharp } = await import('sharp');
    const manifest = JSON.parse(textOf('manifest.webmanifest')) as {
      icons: { src: string; sizes: string; purpose: string }[];
    };
    const sizes = await Promise.all(
      manifest.icons.map(async ({ src }) => {
        const { width, height, format } = await sharp(path.join(builtSite.dist, src)).metadata();
        return `${format} ${width}x${height}`;
      }),
    );
    expect(sizes).toEqual(manifest.icons.map(({ sizes: size }) => `png ${size}`));
    expect(manifest.icons.map(({ sizes: size, purpose }) => `${size} ${purpose}`)).toEqual(
      expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']),
    );
    expect((await sharp(path.join(builtSite.dist, 'icons/180.png')).stats()).isOpaque).toBe(true);
    expect((await sharp(path.join(builtSite.dist, 'icons/maskable-512.png')).stats()).isOpaque).toBe(true);
  });
});

describe('llms.txt', () => {
  it('lists public pages that are there, each once, with what they are about', () => {
    const text = textOf('llms.txt');
    expect(text).toMatch(/^# \S.*\n\n> \S/);
    const links = [...text.matchAll(/^- \[(.+)\]\((\S+)\): (.+)$/gm)];
    const paths = links.map(([, , address]) => pathOf(address!));
    expect(paths.length).toBeGreaterThan(40);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.filter((one) => site.page(one!)?.access !== 'public')).toEqual([]);
    for (const [, title, address] of links) expect(site.page(pathOf(address!)!)!.$('title').text()).toContain(title);
  });
});

describe('the files of private events', () => {
  it('are right, and lie where their pages do', async () => {
    const own = (await filesBelow(builtSite.private)).filter((file) => file.endsWith('.ics'));
    for (const file of own) {
      expect(calendarFaults(readFileSync(path.join(builtSite.private, file), 'utf8'))).toEqual([]);
      expect(site.paths.has(`/${file.replace(/event\.ics$/, '')}`)).toBe(true);
    }
    expect(inside(/(^|\/)(partner|staff)\//)).toEqual([]);
  });
});
