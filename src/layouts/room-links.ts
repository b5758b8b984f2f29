import { urlPrefix } from '#build/content-urls.ts';
import { languages, stringsOf } from '#i18n/languages.ts';
import type { PageView } from './page-view.ts';
import type { Link } from './site-tree.ts';

/** The pages of a closed room that the interface itself brings. */
export function roomLinks({ access, language }: Pick<PageView, 'access' | 'language'>): Link[] {
  const t = stringsOf(language).account;
  const at = (path: string) => `${urlPrefix(language, access)}${path}`;
  if (access === 'staff') return [{ title: t.inbox, url: at('/') }];
  return [
    { title: t.home, url: at('/') },
    { title: t.clients, url: at('/clients/') },
    { title: t.leads, url: at('/leads/') },
    { title: t.register, url: at('/leads/new/') },
    { title: t.offer, url: at('/offer/') },
  ];
}

/** A page of a closed room, in every language of the interface. */
export function roomPage(
  language: string,
  access: 'partner' | 'staff',
  path: string,
  words: { title: string; lead: string },
): PageView {
  return {
    url: `${urlPrefix(language, access)}${path}`,
    language,
    access,
    section: 'other',
    title: words.title,
    description: words.lead,
    alternates: languages.map((one) => ({ language: one, url: `${urlPrefix(one, access)}${path}` })),
    unlisted: true,
  };
}
