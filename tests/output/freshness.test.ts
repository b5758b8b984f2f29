import { describe, expect, inject, it } from 'vitest';
import { readSite } from '#build/check-content/content-site.ts';
import { overdueFiles } from '#build/check-content/mistakes/reviews.ts';
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
    for (const [language, owner] of ownersOfStaff) {
      // Pages of other teams may be overdue as well by now.
      const overdue = site.pages.filter(({ $ }) => $('.article-head .notice-warning').text().includes(owner));
      expect(overdue).not.toEqual([]);
      for (const { $, url } of overdue) {
        expect(url).toMatch(/^(\/en)?\/staff\/kb\//);
        expect($('html').attr('lang')).toBe(language);
        expect($('.notice-warning').text()).toContain(language === 'ru' ? '12 мая 2026' : '12 May 2026');
      }
    }
    expect([...ownersOfStaff.keys()].toSorted()).toEqual(['en', 'ru']);
  });

  it('is the only one that does', () => {
    const content = readSite(builtSite.root, {});
    const late = new Set(overdueFiles(content).map(({ file }) => file));
    // Which pages these are changes with the calendar; a page shown untranslated says it too.
    const expected = [...content.targets.values()].filter(({ page }) => page && late.has(page)).map(({ url }) => url);
    const found = real.pages.filter(({ $ }) => $('.notice-warning').length > 0).map(({ url }) => url);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  it('is one whose day has gone by: the day itself is still in time', () => {
    const noon = Date.parse('2026-05-12T12:00:00Z');
    expect(isPast('2026-05-12', noon)).toBe(false);
    expect(isPast('2026-05-11', noon)).toBe(true);
    expect(isPast('2026-05-13', noon)).toBe(false);
  });
});
