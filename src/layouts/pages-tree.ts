import { stringsOf, inLanguage, type Language } from '#i18n/languages.ts';
import { linkTo, once, placed, visibleTo, type Link } from './site-tree.ts';
import type { Access } from './page-view.ts';

/** The folders of content/pages that stand together as a part of the site. */
export type PageFolder = 'programme' | 'legal';

export const isPageFolder = (name: string): name is PageFolder => name === 'programme' || name === 'legal';

/** The pages of a folder that a reader may see, its front page first. The programme has the offer too, behind the terms it belongs to. */
export function pagesOf(folder: PageFolder, language: Language, reader: Access): Promise<Link[]> {
  return once(`pages:${folder}:${language}:${reader}`, async () => {
    const own = (await placed('pages')).filter(
      (page) => page.language === language && visibleTo(reader, page.access) && page.path.startsWith(`/${folder}/`),
    );
    const links = own.sort((a, b) => Number(b.path === `/${folder}/`) - Number(a.path === `/${folder}/`)).map(linkTo);
    if (folder !== 'programme') return links;
    const offer = { title: stringsOf(language).footer.offer, url: inLanguage(language, '/programme/offer/') };
    const terms = links.findIndex(({ url }) => url.endsWith('/programme/terms/'));
    return links.toSpliced(terms < 0 ? links.length : terms + 1, 0, offer);
  });
}
