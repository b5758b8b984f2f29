import type { Alphabet, CanaryWords, Room } from './canary-words.ts';
import { jpegWithComment, pngWithText, svgWithWords } from './canary-pictures.ts';

/** A private page that is to be planted: where it lies and who may read it. */
export interface PageSite {
  /** What the page is called in the list of canaries. */
  name: string;
  /** Folder inside content/. */
  folder: string;
  access: Room;
  language: 'ru' | 'en';
  format: 'md' | 'mdx';
  /** The front of its address, without the page's own name. */
  addressFolder: string;
  /** In front of the name of its file, for lessons: `01-`. */
  number?: string;
  /** Who answers for it; the page shows the name. */
  owner: string;
  tag: string;
  /** A download of the same room: path in public/. */
  download: string;
  /** Front matter of its collection beside the common fields. */
  fields?: Record<string, string>;
  /** Nobody has read it again in time. */
  isOverdue?: boolean;
}

/** The files of a page with a canary in every place a word can stand in; paths are relative to the project. */
export async function canaryPage(site: PageSite, words: CanaryWords): Promise<Map<string, string | Buffer>> {
  const alphabet: Alphabet = site.language === 'ru' ? 'cyrillic' : 'latin';
  const seen = (place: string) => words.plant(`${site.name}: ${place}`, alphabet, site.access);
  const dropped = (place: string) => words.plant(`${site.name}: ${place}`, alphabet, site.access, false);
  const address = (place: string) => words.plant(`${site.name}: ${place}`, 'latin', site.access);
  // The build calls a picture by its content: the name an editor gave it goes nowhere.
  const fileName = (place: string) => words.plant(`${site.name}: ${place}`, 'latin', site.access, false);

  const slug = address('address');
  const drawing = fileName('name of a picture');
  const photo = fileName('name of a photo');
  const files = new Map<string, string | Buffer>();
  const put = (file: string, content: string | Buffer) => files.set(`content/${site.folder}/${file}`, content);

  put(
    `${drawing}.svg`,
    svgWithWords({
      drawn: seen('text of a picture'),
      metadata: seen('metadata of a picture'),
      comment: seen('comment of a picture'),
    }),
  );
  // Astro makes its own copy of a photo, without the comments inside; the original must go nowhere.
  const seed = words.all.length;
  if (site.format === 'md') put(`${photo}.png`, await pngWithText(dropped('bytes of a PNG'), seed));
  else put(`${photo}.jpg`, await jpegWithComment(dropped('bytes of a JPEG'), seed));

  const matter = [
    '---',
    `# ${dropped('comment in the front matter')}`,
    `title: Тетрадь ${seen('title')}`,
    `description: Эту страницу читают только те кому она открыта после входа ${seen('description')}.`,
    `access: ${site.access} # ${dropped('comment behind a field')}`,
    'audience: [seller]',
    'solutions: []',
    `owner: ${site.owner}`,
    ...(site.isOverdue
      ? ['checkedOn: 2025-11-12', 'reviewBy: 2026-05-12']
      : ['checkedOn: 2026-11-12', 'reviewBy: 2096-11-12']),
    // Between the public pages of its section.
    'order: 15',
    `tags: [${site.tag}]`,
    `keywords: [${seen('keyword')}]`,
    `redirects: [${site.addressFolder}${address('old address')}/]`,
    ...Object.entries(site.fields ?? {}).map(([key, value]) => `${key}: ${value}`),
    '---',
  ];
  const body = `
Первый абзац ${seen('body')} и **жирное ${seen('bold words')}**, ещё \`${seen('code in a line')}\` и [ссылка ${seen('words of a link')}](${site.download}).

## Раздел ${seen('heading')}

- Пункт ${seen('item of a list')}.

> Цитата ${seen('quotation')}.

| Столбец ${seen('head of a table')} | Другой |
|---|---|
| Ячейка ${seen('cell of a table')} | пусто |

\`\`\`js
// ${seen('comment in a code block')}
const ${address('code block')} = 1;
\`\`\`

![Рисунок ${seen('alt text')}](./${drawing}.svg)

![Снимок ${seen('alt text of a photo')}](./${photo}.${site.format === 'md' ? 'png' : 'jpg'})

### Подраздел ${seen('small heading')}

Последний абзац ${seen('body in capitals').toUpperCase()}.
`;
  const own = site.format === 'md' ? '' : tags(seen, drawing, plantFiles(site, words, put));
  put(`${site.number ?? ''}${slug}.${site.format}`, `${matter.join('\n')}\n${body}${own}`);
  return files;
}

/** Names of the files beside a page, without the dot and slash in front. */
interface FilesBeside {
  table: string;
  film: string;
  captions: string;
  photo: string;
  /** Name of a column, which is written twice. */
  column: string;
}

/** Files that tags name: a download, a film with what is said in it. Their bytes go as they are; a reader sees the name of a download. */
function plantFiles(
  site: PageSite,
  words: CanaryWords,
  put: (file: string, content: string | Buffer) => void,
): FilesBeside {
  const plant = (place: string, isShown: boolean) =>
    words.plant(`${site.name}: ${place}`, 'latin', site.access, isShown);
  const name = (place: string, isShown = false) => plant(`name of ${place}`, isShown);
  const files = {
    table: `${name('a download', true)}.csv`,
    film: `${name('a film')}.mp4`,
    captions: `${name('captions')}.vtt`,
    photo: `${name('a dark picture')}.svg`,
    column: name('a column', true),
  };
  put(files.table, `head;${plant('bytes of a download', true)}\n`);
  put(files.film, Buffer.from(`\0\0\0\x20ftypisom${plant('bytes of a film', true)}`));
  put(files.captions, `WEBVTT\n\n00:00.000 --> 00:01.000\n${plant('words of captions', true)}\n`);
  const dark = (place: string) => plant(`${place} of a dark picture`, true);
  put(files.photo, svgWithWords({ drawn: dark('text'), metadata: dark('metadata'), comment: dark('comment') }));
  return files;
}

/** The tags of .mdx that carry words. */
const tags = (seen: (place: string) => string, drawing: string, beside: FilesBeside) => `
<Callout kind="tip" title="Выноска ${seen('title of a callout')}">

Слова выноски ${seen('callout')}.

</Callout>

<Tabs>

<Tab label="Вкладка ${seen('label of a tab')}">

Слова вкладки ${seen('tab')}.

</Tab>

</Tabs>

<Cards>

<Card title="Карточка ${seen('title of a card')}" href="/programme/">

Слова карточки ${seen('card')}.

</Card>

</Cards>

<Figure src="./${drawing}.svg" alt="Чертёж ${seen('alt text of a figure')}" caption="Подпись ${seen('caption')}" />

<Figure src="./${drawing}.svg" dark="./${beside.photo}" alt="Схема ${seen('alt text of a pair')}" zoom />

<Download src="./${beside.table}" title="Таблица ${seen('title of a download')}" />

<Download src="./${beside.table}" />

<Video src="./${beside.film}" poster="./${drawing}.svg" captions="./${beside.captions}" title="Ролик ${seen('title of a film')}" />

<Comparison ours="${beside.column}">

| Критерий | ${beside.column} |
|---|---|
| ${seen('row of a comparison')} | ✓ ${seen('cell of a comparison')} |

</Comparison>

<Contact team="partner-programme">

С чем идти ${seen('what to ask')}.

</Contact>

<Quiz title="Вопросы ${seen('title of a quiz')}" minutes="5" />
`;
