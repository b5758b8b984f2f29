import { getCollection } from 'astro:content';
import GithubSlugger from 'github-slugger';
import { urlPrefix } from '#build/content-urls.ts';
import { offerDiff, type OfferDiff } from '#build/offer-diff.ts';
import { offerText } from '#build/offer-text.ts';
import { fill, formatDate, inLanguage, languages, stringsOf, type Language } from '#i18n/languages.ts';
import { allEditions } from './programme.ts';
import type { PageView } from './page-view.ts';

type Edition = Awaited<ReturnType<typeof allEditions>>[number];

/** Where it is told what has changed in the offer since an edition. */
export const offerChangesPath = (edition: string, from: string) => `/programme/offer/${edition}/since/${from}/`;

/** Every pair of editions whose offers are written in a language, the later told against the earlier. */
export async function offerChangesPaths() {
  const editions = (await allEditions()).toSorted((a, b) => Date.parse(a.inForceFrom) - Date.parse(b.inForceFrom));
  const offers = await getCollection('offers');
  return languages.flatMap((language) => {
    const written = editions.filter(({ id }) =>
      offers.some(({ data }) => data.edition === id && data.lang === language),
    );
    return written.flatMap((edition, at) =>
      written.slice(0, at).map((from) => ({
        params: { prefix: urlPrefix(language, 'public').slice(1) || undefined, edition: edition.id, from: from.id },
        props: { language, edition, from },
      })),
    );
  });
}

/** The comparison, each changed section with an anchor to send along. */
export type OfferChanges = Omit<OfferDiff, 'changed'> & {
  changed: (OfferDiff['changed'][number] & { slug: string })[];
};

export async function offerChangesView(language: Language, edition: Edition, from: Edition) {
  const t = stringsOf(language);
  const numbers = { number: edition.number, from: from.number };
  const path = offerChangesPath(edition.id, from.id);
  const page: PageView = {
    url: inLanguage(language, path),
    language,
    access: 'public',
    section: 'programme',
    title: fill(t.offer.changesTitle, numbers),
    description: fill(t.offer.changesLead, {
      ...numbers,
      date: formatDate(language, edition.inForceFrom, edition.timeZone),
    }),
    alternates: (await offerChangesPaths())
      .filter(({ props }) => props.edition.id === edition.id && props.from.id === from.id)
      .map(({ props }) => ({ language: props.language, url: inLanguage(props.language, path) })),
    breadcrumbs: [
      { title: t.nav.programme, url: inLanguage(language, '/programme/') },
      { title: t.offer.title, url: inLanguage(language, `/programme/offer/${edition.id}/`) },
    ],
    unlisted: true,
  };
  const slugger = new GithubSlugger();
  const diff = offerDiff(await offerText(from.id, language), await offerText(edition.id, language));
  const changed = diff.changed.map((section) => ({ ...section, slug: slugger.slug(section.title || t.offer.opening) }));
  return { page, changes: { ...diff, changed } };
}
