import { urlPrefix } from '#build/content-urls.ts';
import { languages, stringsOf } from '#i18n/languages.ts';
import { materialsFor } from './material-pages.ts';
import { listFor } from './reader-lists.ts';
import type { PageView } from './page-view.ts';
import type { Link } from './site-tree.ts';

type Reader = Pick<PageView, 'access' | 'language'>;

/** The pages of a closed room in groups, as the navigation shows them: the work first, then what is read, then the house. */
export async function roomLinks(reader: Reader): Promise<Link[][]> {
  const groups =
    reader.access === 'staff'
      ? [workLinks(reader), houseLinks(reader)]
      : [workLinks(reader), await readLinks(reader), houseLinks(reader)];
  return groups.filter((links) => links.length > 0);
}

/** What people of a room do there; on its articles these links alone stand above the text. */
export function workLinks({ access, language }: Reader): Link[] {
  const t = stringsOf(language).account;
  const at = (path: string) => `${urlPrefix(language, access)}${path}`;
  if (access === 'staff') {
    const { cases, staffClients, staffEnquiries } = stringsOf(language);
    return [
      { title: t.inbox, url: at('/') },
      { title: cases.applications.title, url: at('/applications/') },
      { title: staffClients.link, url: at('/clients/') },
      { title: staffEnquiries.list.title, url: at('/enquiries/') },
      { title: t.support, url: at('/support/') },
    ];
  }
  return [
    { title: t.home, url: at('/') },
    { title: t.clients, url: at('/clients/') },
    { title: t.leads, url: at('/leads/') },
    { title: t.register, url: at('/leads/new/') },
    { title: t.support, url: at('/support/') },
  ];
}

/** Where what one learns and takes along is kept; a part nobody has written yet is left out. */
async function readLinks({ language }: Reader): Promise<Link[]> {
  const t = stringsOf(language);
  const list = { language, reader: 'partner' as const };
  return [
    { title: t.course.title, url: await listFor('course', list) },
    { title: t.materials.title, url: await materialsFor(list) },
    { title: t.nav.kb, url: `${urlPrefix(language, 'partner')}/kb/` },
  ].filter((link): link is Link => link.url !== undefined);
}

function houseLinks({ access, language }: Reader): Link[] {
  const t = stringsOf(language).account;
  const at = (path: string) => `${urlPrefix(language, access)}${path}`;
  if (access === 'staff')
    return [
      { title: t.numbers, url: at('/numbers/') },
      { title: t.partners, url: at('/partners/') },
      { title: t.people, url: at('/people/') },
      { title: t.programme, url: at('/programme/') },
      { title: t.delivery, url: at('/delivery/') },
      { title: t.audit, url: at('/audit/') },
    ];
  return [
    { title: t.offer, url: at('/offer/') },
    { title: t.company, url: at('/company/') },
    { title: t.members, url: at('/company/members/') },
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
    isRoom: true,
    section: 'other',
    title: words.title,
    description: words.lead,
    alternates: languages.map((one) => ({ language: one, url: `${urlPrefix(one, access)}${path}` })),
    unlisted: true,
  };
}
