import { urlPrefix, type Access } from '#build/content-urls.ts';
import { languages, stringsOf, type Language } from '#i18n/languages.ts';
import {
  kbArticles,
  kbSections,
  languageView,
  linkTo,
  placed,
  sectionOf,
  type KbSection,
  type Link,
  type Placed,
} from './site-tree.ts';
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
      ...(await languageView(article)),
      breadcrumbs: [
        { title: t.kb.title, url: `${urlPrefix(language, access)}/kb/` },
        ...(itsSection ? [{ title: itsSection.title, url: itsSection.url }] : []),
      ],
      modifiedOn: entry.data.checkedOn,
      solutions: entry.data.solutions,
      audience: entry.data.audience,
      keywords: entry.data.keywords,
    },
    ...(at > 0 && { previous: linkTo(siblings[at - 1]!) }),
    ...(at < siblings.length - 1 && { next: linkTo(siblings[at + 1]!) }),
  };
}

/** The base itself: every section with its articles. */
export async function baseView(language: Language, reader: Access, sections: readonly KbSection[]) {
  const t = stringsOf(language);
  const groups = await Promise.all(
    sections.map(async (section) => ({ section, articles: await kbArticles(language, section.id, reader) })),
  );
  const page: PageView = {
    url: `${urlPrefix(language, reader)}/kb/`,
    language,
    access: reader,
    section: 'kb',
    title: reader === 'public' ? t.kb.title : t.kb.partnerTitle,
    description: reader === 'public' ? t.kb.lead : t.kb.partnerLead,
    unlisted: reader !== 'public',
    alternates: await inOtherBases(reader, '/kb/', () => true),
  };
  const items = groups.map(({ section, articles }) => ({
    url: section.url,
    title: section.title,
    text: section.description,
    links: articles.map((article) => ({ ...linkTo(article), access: article.access })),
  }));
  return { page, items, total: groups.reduce((sum, { articles }) => sum + articles.length, 0) };
}

/** One section: its articles with what each is about. */
export async function sectionView(language: Language, reader: Access, section: KbSection) {
  const page: PageView = {
    url: section.url,
    language,
    access: reader,
    section: 'kb',
    title: section.title,
    description: section.description,
    // Search shows a partner the public list and this one side by side otherwise.
    unlisted: reader !== 'public' && (await kbSections(language, 'public')).some(({ id }) => id === section.id),
    breadcrumbs: [{ title: stringsOf(language).kb.title, url: `${urlPrefix(language, reader)}/kb/` }],
    alternates: await inOtherBases(reader, `/kb/${section.id}/`, (sections) =>
      sections.some(({ id }) => id === section.id),
    ),
  };
  const articles = await kbArticles(language, section.id, reader);
  const items = articles.map((article) => ({
    ...linkTo(article),
    text: article.entry.data.description,
    access: article.access,
  }));
  return { page, items };
}

/** The same page in the bases of other languages, where they have it. */
async function inOtherBases(reader: Access, path: string, has: (sections: readonly KbSection[]) => boolean) {
  return (await basePaths())
    .filter(({ props }) => props.reader === reader && has(props.sections))
    .map(({ props }) => ({ language: props.language, url: `${urlPrefix(props.language, reader)}${path}` }));
}
