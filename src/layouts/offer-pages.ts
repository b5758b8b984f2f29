import { typograph } from '#build/typography/typograph.ts';
import { getCollection, type CollectionEntry } from 'astro:content';
import { urlPrefix } from '#build/content-urls.ts';
import { fill, formatDate, inLanguage, languages, stringsOf, type Language } from '#i18n/languages.ts';
import { offerChangesPath, offerChangesPaths } from './offer-changes.ts';
import { allEditions, currentEdition } from './programme.ts';
import type { PageView } from './page-view.ts';

/** The offer of every edition in every language it is written in, and the one in force under a short address. */
export async function offerPaths() {
  const offers = await getCollection('offers');
  const current = (await currentEdition()).id;
  return offers.flatMap((entry) => {
    const { lang: language, edition } = entry.data;
    if (!languages.includes(language)) return [];
    const prefix = urlPrefix(language, 'public').slice(1) || undefined;
    const permanent = { params: { prefix, edition }, props: { entry, language, isPermanent: true } };
    const inForce = { params: { prefix, edition: undefined }, props: { entry, language, isPermanent: false } };
    return edition === current ? [permanent, inForce] : [permanent];
  });
}

export async function offerView(
  entry: CollectionEntry<'offers'>,
  language: Language,
  isPermanent: boolean,
): Promise<PageView> {
  const t = stringsOf(language);
  const { edition, title, description } = entry.data;
  const path = isPermanent ? `/programme/offer/${edition}/` : '/programme/offer/';
  const translations = (await getCollection('offers')).filter(({ data }) => data.edition === edition);
  return {
    url: inLanguage(language, path),
    language,
    access: 'public',
    section: 'programme',
    title: typograph(title, language),
    description: typograph(description, language),
    alternates: translations.map(({ data }) => ({ language: data.lang, url: inLanguage(data.lang, path) })),
    breadcrumbs: [{ title: t.nav.programme, url: inLanguage(language, '/programme/') }],
    unlisted: isPermanent,
  };
}

/** The history of editions, the newest first: number, address, and in words when it was or will be in force. */
export async function editionHistory(language: Language) {
  const t = stringsOf(language);
  const current = await currentEdition();
  const editions = await allEditions();
  const compared = await offerChangesPaths();
  return editions.map((edition) => {
    const date = formatDate(language, edition.inForceFrom, edition.timeZone);
    const isFuture = Date.parse(edition.inForceFrom) > Date.parse(current.inForceFrom);
    const words = edition.id === current.id ? t.offer.inForce : isFuture ? t.offer.upcoming : t.offer.past;
    return {
      id: edition.id,
      title: fill(t.article.edition, { number: edition.number }),
      state: fill(words, { date }),
      changes: edition.changes[language] ?? edition.changes.ru ?? '',
      url: inLanguage(language, `/programme/offer/${edition.id}/`),
      /** Where it is compared with the edition before it; the first has none. */
      changesUrl: compared
        .filter(({ props }) => props.language === language && props.edition.id === edition.id)
        .map(({ props }) => inLanguage(language, offerChangesPath(edition.id, props.from.id)))
        .at(-1),
    };
  });
}
