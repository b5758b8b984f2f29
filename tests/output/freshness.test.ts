import { describe, expect, inject, it } from 'vitest';
import { site as builtSite } from '#tests/helpers/built-site.ts';
import { readSiteHtml } from '#tests/helpers/site-html.ts';
import { isPast } from '#content-schemas/calendar-date.ts';

const planted = inject('canarySite');
const site = await readSiteHtml(planted);
const real = await readSiteHtml(builtSite);
const ownersOfStaff = new Map(
  planted.canaries.flatMap(({ place, word }) => {
    const language = /^staff: owner, (ru|en)$/.exec(place)?.[1];
    return language ? [[language, word] as const] : [];
  }),
);

describe('a page that nobody has read again in time', () => {
  it('says so at its top, with the day and the team to ask', () => {
    const overdue = site.pages.filter(({ $ }) => $('.article-head .notice-warning').length > 0);
    const languages = overdue.map(({ $ }) => $('html').attr('lang')!);
    expect(languages).toEqual(expect.arrayContaining(['ru', 'en']));
    for (const { $, url } of overdue) {
      expect(url).toMatch(/^(\/en)?\/staff\/kb\//);
      const text = $('.notice-warning').text();
      expect(text).toContain($('html').attr('lang') === 'ru' ? '12 мая 2026' : '12 May 2026');
      expect(text).toContain(ownersOfStaff.get($('html').attr('lang')!));
    }
  });

  it('is the only one that does', () => {
    const days = real.pages.filter(({ $ }) => $('.notice-warning').length > 0);
    expect(days.map(({ url }) => url)).toEqual([]);
  });

  it('is one whose day has gone by: the day itself is still in time', () => {
    const noon = Date.parse('2026-05-12T12:00:00Z');
    expect(isPast('2026-05-12', noon)).toBe(false);
    expect(isPast('2026-05-11', noon)).toBe(true);
    expect(isPast('2026-05-13', noon)).toBe(false);
  });
});
