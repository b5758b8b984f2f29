import { globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentAddress } from '#build/content-urls.ts';
import type { Access, PageCollection } from '#build/content-urls.ts';
import { siteRoutes } from '#build/site-routes.ts';

const addresses: [collection: PageCollection, id: string, access: Access, url: string][] = [
  ['pages', 'ru/index', 'public', '/'],
  ['pages', 'en/index', 'public', '/en/'],
  ['pages', 'ru/programme/index', 'public', '/programme/'],
  ['pages', 'ru/programme/terms', 'public', '/programme/terms/'],
  ['pages', 'ru/guide', 'staff', '/staff/guide/'],
  ['kb', 'ru/pinning/extend', 'public', '/kb/pinning/extend/'],
  ['kb', 'ru/sell/margin', 'partner', '/partner/kb/sell/margin/'],
  ['kb', 'en/sell/margin', 'partner', '/en/partner/kb/sell/margin/'],
  ['solutions', 'corporate-university/ru/index', 'public', '/solutions/corporate-university/'],
  ['solutions', 'corporate-university/ru/sell', 'partner', '/partner/solutions/corporate-university/sell/'],
  ['solutions', 'corporate-university/en/sell', 'partner', '/en/partner/solutions/corporate-university/sell/'],
  ['offers', '2026-11/offer.ru', 'public', '/programme/offer/2026-11/'],
  ['offers', '2026-11/offer.en', 'public', '/en/programme/offer/2026-11/'],
  ['course', 'ru/01-programme/02-pinning', 'partner', '/partner/course/programme/pinning/'],
  ['course', 'ru/01-programme/index', 'partner', '/partner/course/programme/'],
  ['news', 'ru/version-5-2', 'public', '/news/version-5-2/'],
  ['events', 'en/human-capital-days', 'public', '/en/events/human-capital-days/'],
];

describe('the address of an entry', () => {
  it.each(addresses)('of %s %s is made from language, access (%s) and path: %s', (collection, id, access, url) => {
    expect(contentAddress(collection, id, access).url).toBe(url);
  });

  it('tells its access by its beginning, in every language', () => {
    for (const [collection, id, access, url] of addresses) {
      const inside = url.replace(/^\/en\//, '/');
      expect([collection, id, /^\/(partner|staff)\//.exec(inside)?.[1] ?? 'public']).toEqual([collection, id, access]);
    }
  });

  it('has a path by which translations find each other', () => {
    const russian = contentAddress('kb', 'ru/sell/margin', 'partner');
    expect(russian.path).toBe(contentAddress('kb', 'en/sell/margin', 'public').path);
  });
});

const source = (collection: string, id: string, access: Access, language = 'ru') => ({
  collection,
  id,
  access,
  language,
});

const urls = (...sources: ReturnType<typeof source>[]) => siteRoutes(sources, ['ru', 'en']).map(({ url }) => url);

describe('the routes of the site', () => {
  it('hold the form, the catalogue and the rooms in every language', () => {
    expect(urls()).toEqual(expect.arrayContaining(['/apply/', '/en/apply/', '/solutions/', '/en/solutions/']));
    expect(urls()).toEqual(expect.arrayContaining(['/partner/', '/en/partner/', '/staff/', '/en/staff/']));
  });

  it('hold lists where there is something to list', () => {
    expect(urls()).not.toContain('/kb/');
    expect(urls(source('kb', 'ru/sell/first', 'public'))).toEqual(expect.arrayContaining(['/kb/', '/kb/sell/']));
    expect(urls()).not.toContain('/partner/kb/');
    expect(urls(source('kb', 'ru/demo/script', 'partner'))).toContain('/partner/kb/');
  });

  it('hold the course and the posters where their readers find them', () => {
    const ofPartners = urls(source('course', 'ru/01-programme/index', 'partner'), source('posters', 'one', 'partner'));
    expect(ofPartners).toEqual(expect.arrayContaining(['/partner/course/', '/partner/materials/']));
    expect(ofPartners.filter((url) => /^\/(course|materials|news|events)\//.test(url))).toEqual([]);
  });

  it('give a solution with parts for partners a room', () => {
    const routes = urls(
      source('solutions', 'portal/ru/index', 'public'),
      source('solutions', 'portal/ru/sell', 'partner'),
    );
    expect(routes).toContain('/partner/solutions/portal/');
    expect(urls(source('solutions', 'portal/ru/index', 'public'))).not.toContain('/partner/solutions/portal/');
  });

  it('give partners a base of their own, with the public sections in it', () => {
    const both = urls(source('kb', 'ru/sell/first', 'public'), source('kb', 'ru/demo/script', 'partner'));
    expect(both).toEqual(expect.arrayContaining(['/partner/kb/', '/partner/kb/sell/', '/partner/kb/demo/']));
    expect(both).not.toContain('/kb/demo/');
  });

  it('name every page that stands in no file of content', () => {
    const pages = path.resolve(import.meta.dirname, '../../src/pages');
    const fixed = globSync('**/*.astro', { cwd: pages })
      .map((file) => `/${file.split(path.sep).join('/')}`.replace(/\[\.\.\.(prefix|language|lang)\]\//, ''))
      .map((file) => file.replace(/(index)?\.astro$/, '').replace(/([^/])$/, '$1/'))
      .filter((url) => !url.includes('[') && !url.startsWith('/404/'));
    const sources = [
      source('kb', 'ru/sell/first', 'public'),
      source('offers', '2026-11/offer.ru', 'public'),
      ...['news', 'events', 'course', 'posters'].map((collection) => source(collection, 'ru/first', 'public')),
    ];
    expect(fixed.filter((url) => !urls(...sources).includes(url))).toEqual([]);
    expect(fixed.length).toBeGreaterThan(3);
  });
});
