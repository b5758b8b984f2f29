import { createHash } from 'node:crypto';
import { defaultLanguage, languageOfPath } from '../../functions/i18n/words.ts';
import { solutionParts } from '../../src/content-schemas/solutions.ts';
import { accessOfPath } from '../../src/build/publish/site-files.ts';
import type { SiteHtml, SitePage } from './site-html.ts';

/** A claim about every page of the site, and what breaks it in one; nothing when the page keeps it. */
export interface PageCheck {
  says: string;
  breaks: (page: SitePage, site: SiteHtml) => string[];
}

/** Addresses that functions answer, not files. */
const ofFunctions = [
  '/api/applications',
  '/api/applications/stamp.css',
  '/api/enquiries',
  '/api/enquiries/stamp.css',
  '/api/leads/import',
  '/api/page-feedback',
];

/**
 * The only private addresses a public page may name: the parts of a solution that has an overview, by their kinds, never by what is
 * written in them, and the room that gathers them.
 */
export const namedInPublic = new RegExp(
  `^(?:/[a-z]{2})?/partner/solutions/[a-z0-9-]+/(?:(?:${solutionParts.join('|')})/)?$`,
);

/** Public pages that search engines should leave alone. */
const unlisted =
  /^\/(?:[a-z]{2}\/)?(?:404\.html|404\/|apply\/thanks\/|enquiry\/thanks\/|search\/|sign-in\/|errors\/.*|programme\/offer\/[\d-]+\/)$/;

/** A page whose title and text are in another language than what stands around them. */
export const isUntranslated = ({ $ }: SitePage) => {
  const textLanguage = $('h1[lang], main > [lang]').first().attr('lang');
  return textLanguage !== undefined && textLanguage !== $('html').attr('lang');
};
/** Where the text of such a page is at home. */
export const originalUrl = (url: string) => url.replace(/^\/[a-z]{2}\//, '/');

const isIn = (all: readonly string[]) => (value: string) => all.includes(value);
const twice = (values: readonly string[]) => values.filter((value, at) => values.indexOf(value) !== at);

/** May somebody who reads one page open an address of the other access? */
function mayOpen(page: SitePage, path: string): boolean {
  const target = accessOfPath(path.slice(1));
  if (target === 'public' || target === page.access || page.access === 'staff') return true;
  return page.access === 'public' && namedInPublic.test(path);
}

const attributes = ({ $ }: SitePage, selector: string, name: string) =>
  $(selector)
    .toArray()
    .map((element) => $(element).attr(name) ?? '');

/** The paths and anchors of this site that a page refers to. */
function internal(page: SitePage, site: SiteHtml, addresses: readonly string[]) {
  return addresses
    .map((address) => ({ address, url: new URL(address, site.origin + page.url) }))
    .filter(({ url }) => url.origin === site.origin)
    .map(({ address, url }) => ({
      address,
      path: decodeURI(url.pathname),
      anchor: decodeURIComponent(url.hash.slice(1)),
    }));
}

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const directive = (site: SiteHtml, name: string) =>
  site.securityHeaders['Content-Security-Policy']!.split('; ')
    .find((part) => part.startsWith(`${name} `))!
    .split(' ');

export const pageChecks: readonly PageCheck[] = [
  {
    says: 'has one visible heading of the first level',
    breaks: ({ $ }) => {
      const shown = $('h1').filter((_, element) => $(element).closest('[hidden]').length === 0);
      return shown.length === 1 && shown.text().trim() !== '' ? [] : [`${shown.length} of them`];
    },
  },
  {
    says: 'names its language, title and description',
    breaks: ({ $, url }) => [
      ...($('html').attr('lang') === languageOfPath(url) ? [] : [`lang is ${$('html').attr('lang')}`]),
      ...($('head title').length === 1 && $('head title').text().trim() ? [] : ['no title']),
      ...($('head meta[name="description"]').attr('content')?.trim() ? [] : ['no description']),
    ],
  },
  {
    says: 'declares the access its address has',
    breaks: ({ $, access }) =>
      $('html').attr('data-access') === access ? [] : [String($('html').attr('data-access'))],
  },
  {
    says: 'has every id once',
    breaks: (page) => twice(attributes(page, '[id]', 'id')),
  },
  {
    says: 'refers only to ids that are there',
    breaks: (page) => {
      const ids = new Set(attributes(page, '[id]', 'id'));
      return ['for', 'list', 'aria-describedby', 'aria-labelledby', 'aria-controls', 'aria-owns', 'aria-errormessage']
        .flatMap((name) => attributes(page, `[${name}]`, name).flatMap((value) => value.split(/\s+/)))
        .filter((id) => id !== '' && !ids.has(id));
    },
  },
  {
    says: 'links to addresses that exist and that its readers may open',
    breaks: (page, site) => {
      const addresses = [
        ...attributes(page, 'a[href], area[href], link[href]', 'href'),
        ...attributes(page, 'form[action]', 'action'),
      ];
      return internal(page, site, addresses)
        .filter(({ path }) => !(site.paths.has(path) && mayOpen(page, path)) && !isIn(ofFunctions)(path))
        .map(({ address }) => address);
    },
  },
  {
    says: 'links to anchors that exist',
    breaks: (page, site) =>
      internal(page, site, attributes(page, 'a[href*="#"]', 'href'))
        .filter(({ anchor }) => anchor !== '')
        .filter(({ path, anchor }) => {
          const target = path === page.url ? page : site.page(path);
          return (
            !target || target.$('[id]').filter((_, element) => target.$(element).attr('id') === anchor).length === 0
          );
        })
        .map(({ address }) => address),
  },
  {
    says: 'links to other sites by https, mail and telephone alone',
    breaks: (page, site) =>
      attributes(page, 'a[href]', 'href').filter((address) => {
        const url = new URL(address, site.origin + page.url);
        return url.origin !== site.origin && !/^(https|mailto|tel):$/.test(url.protocol);
      }),
  },
  {
    says: 'shows pictures that exist, with their size and with words for those who do not see them',
    breaks: (page, site) => {
      const wrong = page
        .$('img')
        .toArray()
        .filter((element) => {
          const { src = '', alt, width, height } = element.attribs;
          const path = decodeURI(new URL(src, site.origin + page.url).pathname);
          const isThere = src !== '' && site.paths.has(path) && mayOpen(page, path) && !namedInPublic.test(path);
          return !isThere || alt === undefined || !(Number(width) > 0) || !(Number(height) > 0);
        });
      const inSets = attributes(page, '[srcset]', 'srcset').flatMap((set) =>
        set.split(',').map((part) => part.trim().split(/\s+/)[0]!),
      );
      return [
        ...wrong.map((element) => page.$.html(element)),
        ...internal(page, site, inSets)
          .filter(({ path }) => !site.paths.has(path))
          .map(({ path }) => path),
      ];
    },
  },
  {
    says: 'has no inline style, no inline handler and no address that is code',
    breaks: ({ $ }) =>
      $('*')
        .toArray()
        .flatMap((element) => ('attribs' in element ? Object.entries(element.attribs) : []))
        .filter(
          ([name, value]) =>
            name === 'style' || /^on[a-z]+$/.test(name) || /^\s*(javascript|vbscript|data:text)/i.test(value),
        )
        .map(([name, value]) => `${name}="${value.slice(0, 60)}"`),
  },
  {
    says: 'has no inline script or style that the policy does not name by its hash',
    breaks: ({ $ }, site) => {
      const refused = (selector: string, source: string) =>
        $(selector)
          .toArray()
          .filter((element) => !directive(site, source).includes(sha256($(element).html() ?? '')))
          .map((element) => $.html(element).slice(0, 80));
      const code = 'script:not([src]):not([type="application/json"]):not([type="application/ld+json"])';
      return [
        ...refused(code, 'script-src'),
        ...refused('style', 'style-src'),
        ...$('base, iframe, object, embed')
          .toArray()
          .map((element) => $.html(element)),
      ];
    },
  },
  {
    says: 'loads everything from its own host',
    breaks: (page, site) => {
      const named = [
        ...attributes(page, '[src]', 'src'),
        ...attributes(page, 'link[href]', 'href'),
        ...attributes(page, '[poster]', 'poster'),
        ...attributes(page, '[action], [formaction]', 'action'),
        ...attributes(page, 'use', 'href'),
        ...attributes(page, '[component-url]', 'component-url'),
        ...attributes(page, '[renderer-url]', 'renderer-url'),
      ];
      return named.filter((address) => new URL(address, site.origin + page.url).origin !== site.origin);
    },
  },
  {
    says: 'names as its own address the one it has, or that of its original, and is left to search engines only when it is for them',
    breaks: (page, site) => {
      const { $, url, access } = page;
      const canonical = $('link[rel="canonical"]').attr('href');
      const isHidden = /\bnoindex\b/.test($('meta[name="robots"]').attr('content') ?? '');
      const isForAll = access === 'public' && !unlisted.test(url) && !isUntranslated(page);
      const own = isUntranslated(page) ? originalUrl(url) : url;
      return [
        ...(canonical === (access === 'public' ? site.origin + own : undefined) ? [] : [`canonical ${canonical}`]),
        ...(isHidden === !isForAll ? [] : [isHidden ? 'noindex' : 'no noindex']),
      ];
    },
  },
  {
    says: 'and its translations name one another, and no translation for other readers',
    breaks: (page, site) => {
      const named = ({ $ }: SitePage) =>
        $('link[rel="alternate"][hreflang]')
          .toArray()
          .map(({ attribs }) => ({ language: attribs['hreflang'], path: new URL(attribs['href']!).pathname }));
      const alternates = (one: SitePage) => named(one).filter(({ language }) => language !== 'x-default');
      const own = alternates(page);
      const forOthers = named(page).find(({ language }) => language === 'x-default')?.path;
      if (forOthers !== own.find(({ language }) => language === defaultLanguage)?.path)
        return [`x-default ${forOthers}`];
      if (own.length === 0) return [];
      const others = own.filter(({ path, language }) => {
        const target = site.page(path);
        const isMutual = target && alternates(target).some((back) => back.path === page.url);
        return !isMutual || target.access !== page.access || languageOfPath(path) !== language;
      });
      return [
        ...others.map(({ path }) => path),
        ...(own.some(({ path }) => path === page.url) ? [] : ['does not name itself']),
        ...twice(own.map(({ language }) => language!)),
      ];
    },
  },
];
