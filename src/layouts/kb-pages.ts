import { urlPrefix, type Access } from '#build/content-urls.ts';
import { languages, stringsOf, type Language } from '#i18n/languages.ts';
import { alternatesOf, kbArticles, kbSections, placed, sectionOf, type Link, type Placed } from './site-tree.ts';
import type { PageView } from './page-view.ts';

/** The pages of the knowledge base: base, section, article, each once per language and per reader who sees another tree. */

const prefixParam = (language: Language, access: Access) => urlPrefix(language, access).slice(1) || undefined;

export async function articlePaths() {
  return (await placed('kb')).map((article) => {
    const section = sectionOf(article.entry.id);
    const slug = article.path.split('/').at(-2);
    return {
      params: { prefix: prefixParam(article.language, article.access), section, article: slug },
      props: { placed: article, section },
    };
  });
}

/** Partners and staff have a base of their own, with the public articles among theirs. */
const readers: Access[] = ['public', 'partner', 'staff'];

export async function basePaths() {
  const bases = languages.flatMap((language) => readers.map((reader) => ({ language, reader })));
  const filled = await Promise.all(
    bases.map(async (base) => ({ ...base, sections: await kbSections(base.language, base.reader) })),
  );
  const own = await placed('kb');
  return filled
    .filter(({ language, reader }) => own.some((article) => article.language === language && article.access === reader))
    .map(({ language, reader, sections }) => ({
      params: { prefix: prefixParam(language, reader) },
      props: { language, reader, sections },
    }));
}

export async function sectionPaths() {
  return (await basePaths()).flatMap(({ params, props: { language, reader, sections } }) =>
    sections.map((section) => ({ params: { ...params, section: section.id }, props: { language, reader, section } })),
  );
}

/** What an article's page shows around its text. Neighbours are those its reader may open. */
export async function articleView(
  article: Placed<'kb'>,
  section: string,
): Promise<{ page: PageView; previous?: Link; next?: Link }> {
  const { entry, language, access, url } = article;
  const t = stringsOf(language);
  const siblings = await kbArticles(language, section, access);
  const at = siblings.findIndex((sibling) => sibling.url === url);
  const link = (sibling?: Placed<'kb'>) => sibling && { title: sibling.entry.data.title, url: sibling.url };
  const sections = await kbSections(language, access);
  const itsSection = sections.find(({ id }) => id === section);
  return {
    page: {
      url,
      language,
      access,
      section: 'kb',
      title: entry.data.title,
      description: entry.data.description,
      alternates: (await alternates())(article),
      breadcrumbs: [
        { title: t.kb.title, url: `${urlPrefix(language, access)}/kb/` },
        ...(itsSection ? [{ title: itsSection.title, url: itsSection.url }] : []),
      ],
      solutions: entry.data.solutions,
      audience: entry.data.audience,
    },
    ...(at > 0 && { previous: link(siblings[at - 1])! }),
    ...(at < siblings.length - 1 && { next: link(siblings[at + 1])! }),
  };
}

let knownAlternates: ReturnType<typeof alternatesOf> | undefined;
async function alternates() {
  if (import.meta.env.DEV) return alternatesOf(await placed('kb'));
  return (knownAlternates ??= alternatesOf(await placed('kb')));
}
