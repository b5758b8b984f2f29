import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { canaryPage, type PageSite } from './canary-pages.ts';
import { jpegWithComment, pngWithText, svgWithWords } from './canary-pictures.ts';
import { CanaryWords, type Canary, type Room } from './canary-words.ts';

/** A page of the real content. */
interface ContentPage {
  /** Path from the project, with slashes. */
  file: string;
  access: string;
  source: string;
}

/** Writes and reads files of a project by their paths from its root. */
function filesOf(root: string) {
  const at = (file: string) => path.join(root, file);
  const read = (file: string) => readFileSync(at(file), 'utf8');
  const put = (file: string, content: string | Buffer) => {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), content);
  };
  const pages = (): ContentPage[] =>
    readdirSync(at('content'), { recursive: true, encoding: 'utf8' })
      .map((name) => `content/${name.split(path.sep).join('/')}`)
      .filter((file) => /^content\/(?!templates\/).*\.mdx?$/.test(file))
      .sort()
      .map((file) => ({ file, source: read(file) }))
      .map((page) => ({ ...page, access: /^access: (\w+)/m.exec(page.source)?.[1] ?? '' }));
  return { read, put, append: (file: string, text: string) => put(file, read(file) + text), at, pages };
}
type Files = ReturnType<typeof filesOf>;

/**
 * Plants canaries in a copy of the project: private pages of every kind, their pictures and downloads, and words in private pages
 * that exist. Nothing public is changed: what the build publishes must stay as it is, byte for byte.
 */
export async function plantCanaries(root: string): Promise<Canary[]> {
  const words = new CanaryWords();
  const files = filesOf(root);
  // First, while all pages are real ones.
  plantInExistingPages(words, files);
  plantTwins(words, files);
  const publicSection = /^- id: ([\w-]+)$/m.exec(files.read('content/kb/sections.yaml'))![1]!;
  const section = words.plant('address of a section', 'latin', undefined);
  files.append('content/kb/sections.yaml', sectionEntry(section, words));
  for (const access of ['partner', 'staff'] as const) {
    const owner = words.plant(`${access}: id of an owner`, 'latin', access, false);
    const tag = words.plant(`${access}: id of a tag`, 'latin', access, false);
    files.append('content/owners.yaml', titled(owner, words, access, 'owner', true));
    files.append('content/tags.yaml', titled(tag, words, access, 'tag', false));
    for (const language of ['ru', 'en'] as const) {
      const download = await plantDownloads(access, language, words, files);
      for (const format of ['md', 'mdx'] as const)
        for (const site of pageSites({ access, language, format, owner, tag, download }, publicSection, section))
          for (const [file, content] of await canaryPage(site, words)) files.put(file, content);
    }
  }
  for (const room of ['partner', 'staff'] as const) plantPoster(room, words, files);
  return words.all;
}

type Common = Pick<PageSite, 'access' | 'language' | 'format' | 'owner' | 'tag' | 'download'>;

const eventOfWholeDays = { startsOn: '2027-02-18', endsOn: '2027-02-19', format: 'online' };
const eventByTheClock = { startsOn: '2025-02-18', startsAt: '"11:00"', timeZone: 'Asia/Almaty', format: 'both' };

/** Every collection whose pages may be private. */
function pageSites(common: Common, publicSection: string, section: string): PageSite[] {
  const { access, language, format } = common;
  const room = `${language === 'en' ? '/en' : ''}/${access}`;
  const site = (collection: string, folder: string, addressFolder: string, more: Partial<PageSite> = {}): PageSite => ({
    ...common,
    name: `${collection}, ${access}, ${language}, ${format}`,
    folder,
    addressFolder: `${room}${addressFolder}`,
    ...more,
  });
  return [
    format === 'md'
      ? site('kb', `kb/${language}/${publicSection}`, `/kb/${publicSection}/`, { isOverdue: access === 'staff' })
      : site('kb', `kb/${language}/${section}`, `/kb/${section}/`),
    site('pages', `pages/${language}/programme`, '/programme/', format === 'md' ? {} : { fields: { frame: 'wide' } }),
    site('course', `course/${language}/${access === 'partner' ? 91 : 92}-${access}`, `/course/${access}/`, {
      number: format === 'md' ? '01-' : '02-',
      fields: { minutes: '7' },
    }),
    site('news', `news/${language}`, '/news/', { fields: { publishedOn: '2026-11-12' } }),
    site('events', `events/${language}`, '/events/', {
      fields: format === 'md' ? eventOfWholeDays : eventByTheClock,
    }),
  ];
}

const sectionEntry = (id: string, words: CanaryWords) => `
- id: ${id}
  order: 5
  title:
    ru: Раздел ${words.plant('section, ru: title', 'cyrillic', undefined)}
    en: Section ${words.plant('section, en: title', 'latin', undefined)}
  description:
    ru: Пояснение ${words.plant('section, ru: description', 'cyrillic', undefined)}.
    en: Explanation ${words.plant('section, en: description', 'latin', undefined)}.
`;

const titled = (id: string, words: CanaryWords, room: Room, what: string, isShown: boolean) => `
- id: ${id}
  title:
    ru: ${words.plant(`${room}: ${what}, ru`, 'cyrillic', room, isShown)}
    en: ${words.plant(`${room}: ${what}, en`, 'latin', room, isShown)}
`;

/** Files that lie in public/ under a private address go as they are, so their bytes keep every word. The answer is the one to link. */
async function plantDownloads(room: Room, language: 'ru' | 'en', words: CanaryWords, files: Files): Promise<string> {
  const folder = `${language === 'en' ? 'en/' : ''}${room}`;
  const plant = (what: string) => words.plant(`download, ${room}, ${language}: ${what}`, 'latin', room);
  const put = (extension: string, content: string | Buffer) => {
    const file = `${folder}/${plant(`name of a ${extension}`)}.${extension}`;
    files.put(`public/${file}`, content);
    return `/${file}`;
  };
  put('txt', `${words.plant(`download, ${room}, ${language}: text`, 'cyrillic', room)}\n`);
  put('png', await pngWithText(plant('bytes of a PNG'), words.all.length));
  put('jpg', await jpegWithComment(plant('bytes of a JPEG'), words.all.length));
  put('json', JSON.stringify({ answers: [plant('JSON')] }));
  put('svg', svgWithWords({ drawn: plant('SVG text'), metadata: plant('metadata'), comment: plant('comment') }));
  return put('pdf', `%PDF-1.7\n% ${plant('bytes of a PDF')}\n%%EOF\n`);
}

/** Private pages of the real content get words of their own, in the text and in the title. */
function plantInExistingPages(words: CanaryWords, files: Files): void {
  const all = files.pages();
  for (const room of ['partner', 'staff'] as const)
    for (const collection of ['kb', 'solutions']) {
      const page = all.find((one) => one.access === room && one.file.startsWith(`content/${collection}/`));
      if (!page) continue;
      const plant = (what: string) => words.plant(`${page.file}: ${what}`, 'cyrillic', room);
      const named = page.source.replace(
        /^title: "?(.*?)"?$/m,
        (_, title: string) => `title: "${title} ${plant('title')}"`,
      );
      // In the place of a word: the public page of a solution tells how long its parts are.
      files.put(page.file, named.replace(/(?<=\n[А-Я][^\n]* )[а-яё]{4,}(?=[.,] )/, plant('body')));
    }
}

/** Private things that have a public twin: the translation of a public article, a copy of a picture of a public page. */
function plantTwins(words: CanaryWords, files: Files): void {
  const all = files.pages().filter(({ file }) => file.startsWith('content/kb/'));
  const inEnglish = (file: string) => file.replace('content/kb/ru/', 'content/kb/en/');
  const isAlone = ({ file }: ContentPage) =>
    inEnglish(file) !== file && !all.some((one) => one.file === inEnglish(file));
  const article = all.find((page) => page.access === 'public' && isAlone(page))!;
  const matter = /^---\n[\s\S]*?\n---\n/.exec(article.source)![0].replace('access: public', 'access: partner');
  const body = words.plant('private translation of a public article: body', 'latin', 'partner');
  files.put(inEnglish(article.file), `${matter.replace(/^redirects:.*\n/m, '')}\nText ${body}.\n`);

  // The name of such a copy must not become the name of the public picture. Which name wins depends on who comes first.
  const picture = all.flatMap(({ access, file, source }) => {
    const name = /\.\/([\w-]+\.svg)/.exec(source)?.[1];
    return access === 'public' && name ? [path.posix.join(path.posix.dirname(file), name)] : [];
  })[0]!;
  for (const { file } of all.filter(({ access }) => access === 'partner').slice(0, 3)) {
    const name = `${words.plant(`${file}: name of a copied picture`, 'latin', 'partner', false)}.svg`;
    cpSync(files.at(picture), files.at(path.posix.join(path.posix.dirname(file), name)));
    files.append(file, `\n![Та же схема](./${name})\n`);
  }

  // The same with a download.
  const [download = ''] = all.flatMap(({ access, file, source }) => {
    const name = /<Download src="\.\/([^"]+)"/.exec(source)?.[1];
    return access === 'public' && name ? [path.posix.join(path.posix.dirname(file), name)] : [];
  });
  const reader = all.find(({ access, file }) => access === 'partner' && file.endsWith('.mdx'))!;
  const copy = `${words.plant(`${reader.file}: name of a copied download`, 'latin', 'partner')}${path.extname(download)}`;
  cpSync(files.at(download), files.at(path.posix.join(path.posix.dirname(reader.file), copy)));
  files.append(reader.file, `\n<Download src="./${copy}" />\n`);
}

/** A poster of a room, with a word in each of its texts. */
function plantPoster(room: Room, words: CanaryWords, files: Files): void {
  const plant = (what: string) => words.plant(`poster, ${room}: ${what}`, 'latin', room);
  const poster = files
    .read('content/templates/posters.yaml')
    .replace(/^access: .*$/m, `access: ${room}`)
    .replace(/\b(ru|en): ([^",{}#\n]+?)(?=,| }| #|$)/gm, (text, language: string) => `${text} ${plant(language)}`);
  files.put(`content/posters/${plant('name')}.yaml`, poster);
}
