import { describe, expect, it } from 'vitest';
import { site as builtSite } from '#tests/helpers/built-site.ts';
import { pageChecks } from '#tests/helpers/page-checks.ts';
import { readPage, readSiteHtml, type SitePage } from '#tests/helpers/site-html.ts';

const site = await readSiteHtml(builtSite);
const written = site.pages.filter(({ $ }) => $('.article .prose').length > 0);
const [article, other] = written.filter(({ access, url }) => access === 'public' && /^\/kb\/./.test(url)) as [
  SitePage,
  SitePage,
];
const notTranslated = written.find(({ url }) => url === '/en/kb/law/vat/')!;
const forPartners = written.find(({ url }) => url.startsWith('/partner/kb/'))!;

/** The page with something in its text replaced; told when there was nothing to replace. */
function changed({ url, html }: SitePage, from: string | RegExp, to: string): SitePage {
  const after = html.replace(from, to);
  if (after === html) throw new Error(`${url} has no ${from}`);
  return readPage(url, after);
}
const withText = (page: SitePage, more: string) => changed(page, '</main>', `${more}</main>`);

/** For every claim pages that break it: a check that cannot fail holds nothing. */
const breakers: Record<string, SitePage[]> = {
  'has one visible heading of the first level': [
    withText(article, '<h1>Второй</h1>'),
    changed(article, /<h1[\s\S]*?<\/h1>/, '<h1 hidden>Заголовок</h1>'),
  ],
  'names its language, title and description': [
    changed(article, 'lang="ru"', 'lang="en"'),
    changed(article, /<title>.*?<\/title>/, '<title> </title>'),
    changed(article, /<meta name="description"[^>]*>/, ''),
  ],
  'declares the access its address has': [changed(forPartners, 'data-access="partner"', 'data-access="public"')],
  'has every id once': [withText(article, '<p id="main"></p>')],
  'refers only to ids that are there': [withText(article, '<p aria-describedby="main nowhere"></p>')],
  'links to addresses that exist and that its readers may open': [
    withText(article, '<a href="/kb/nowhere/">x</a>'),
    withText(article, '<a href="/kb">x</a>'),
    withText(article, `<a href="${forPartners.url}">x</a>`),
    withText(article, '<a href="/partner/">x</a>'),
    withText(forPartners, '<a href="/staff/kb/">x</a>'),
    withText(article, '<form action="/api/nothing"></form>'),
  ],
  'links to anchors that exist': [
    withText(article, '<a href="#nowhere">x</a>'),
    withText(article, `<a href="${other.url}#nowhere">x</a>`),
  ],
  'links to other sites by https, mail and telephone alone': [withText(article, '<a href="http://example.org/">x</a>')],
  'shows pictures that exist, with their size and with words for those who do not see them': [
    withText(article, '<img src="/favicon.svg" width="1" height="1">'),
    withText(article, '<img src="/favicon.svg" alt="">'),
    withText(article, '<img src="/_astro/nowhere.svg" alt="" width="1" height="1">'),
    withText(article, `<img src="${privatePicture()}" alt="" width="1" height="1">`),
    withText(article, '<img src="/favicon.svg" alt="" width="1" height="1" srcset="/favicon.svg 1x, /nowhere.png 2x">'),
  ],
  'has no inline style, no inline handler and no address that is code': [
    withText(article, '<p style="color:red"></p>'),
    withText(article, '<p onclick="alert(1)"></p>'),
    withText(article, '<a href="javascript:alert(1)">x</a>'),
  ],
  'has no inline script or style that the policy does not name by its hash': [
    withText(article, '<script>alert(1)</script>'),
    withText(article, '<style>p{color:red}</style>'),
    withText(article, '<iframe src="/"></iframe>'),
  ],
  'loads everything from its own host': [
    withText(article, '<img src="//example.org/x.png" alt="">'),
    withText(article, '<script src="https://example.org/x.js"></script>'),
    withText(article, '<link rel="stylesheet" href="https://example.org/x.css">'),
  ],
  'names as its own address the one it has, or that of its original, and is left to search engines only when it is for them':
    [
      changed(article, /(rel="canonical" href="[^"]*)/, '$1other/'),
      changed(article, '</head>', '<meta name="robots" content="noindex"></head>'),
      changed(forPartners, 'noindex', 'index'),
      changed(notTranslated, 'noindex', 'index'),
      changed(notTranslated, /(rel="canonical" href="[^"]*)\/kb\//, '$1/en/kb/'),
    ],
  'and its translations name one another, and no translation for other readers': [
    changed(article, '</head>', `<link rel="alternate" hreflang="x-default" href="${site.origin}/en/">`),
    changed(article, '</head>', `<link rel="alternate" hreflang="kk" href="${site.origin}${other.url}"></head>`),
    changed(article, '</head>', `<link rel="alternate" hreflang="ru" href="${site.origin}${forPartners.url}"></head>`),
  ],
};

function privatePicture(): string {
  return [...site.paths].find((path) => path.startsWith('/partner/_files/'))!;
}

describe('every page of the built site', () => {
  it('is there: public, for partners and for staff, in every language', () => {
    for (const access of ['public', 'partner', 'staff'])
      expect(site.pages.filter((page) => page.access === access).length, access).toBeGreaterThan(1);
    for (const language of ['ru', 'en'])
      expect(site.pages.filter(({ $ }) => $('html').attr('lang') === language).length, language).toBeGreaterThan(20);
  });

  it.each(pageChecks.map((check) => [check.says, check]))('%s', (_says, check) => {
    const broken = site.pages.flatMap((page) => check.breaks(page, site).map((what) => `${page.url}: ${what}`));
    expect(broken).toEqual([]);
  });

  it.each(pageChecks.map((check) => [check.says, check]))('would be noticed when not so: %s', (says, check) => {
    for (const page of breakers[says]!) expect(check.breaks(page, site), page.html.slice(-120)).not.toEqual([]);
  });
});
