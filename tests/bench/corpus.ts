import { seeded, writer, type Random, type Writer } from './corpus-text.ts';

/** One generated article; `body` is the Markdown that all builds get. */
export interface CorpusPage {
  section: string;
  slug: string;
  title: string;
  description: string;
  access: 'public' | 'partner';
  /** Uses the tags of src/mdx, so it has to be .mdx. */
  usesTags: boolean;
  order: number;
  /** Its address on our site. */
  url: string;
  body: string;
}

export interface CorpusSection {
  id: string;
  title: string;
  description: string;
}

export interface Corpus {
  sections: CorpusSection[];
  pages: CorpusPage[];
}

/**
 * A knowledge base of a vendor in Russian: sections of 20 to 30 pages of about 620 words; every fifth page is for partners, every
 * fifth uses tags; a third of the pages have a picture, the one of their section.
 */
export function makeCorpus(size: number, seed = 2026): Corpus {
  const random = seeded(seed);
  const write = writer(random);
  const sections: CorpusSection[] = [];
  const pages: CorpusPage[] = [];
  while (pages.length < size) {
    const id = `section-${String(sections.length + 1).padStart(3, '0')}`;
    sections.push({ id, title: write.heading(), description: write.description() });
    const count = Math.min(random.between(20, 30), size - pages.length);
    for (let at = 1; at <= count; at += 1) pages.push(emptyPage(id, at, pages.length, write));
  }
  for (const [index, page] of pages.entries()) page.body = body(page, index, pages, random, write);
  return { sections, pages };
}

function emptyPage(section: string, at: number, index: number, write: Writer): CorpusPage {
  const slug = `article-${String(at).padStart(2, '0')}`;
  const access = index % 5 === 2 ? 'partner' : 'public';
  return {
    section,
    slug,
    title: write.title(),
    description: write.description(),
    access,
    usesTags: [2, 4, 9, 14, 19].includes(index % 25),
    order: at * 10,
    url: `${access === 'partner' ? '/partner' : ''}/kb/${section}/${slug}/`,
    body: '',
  };
}

function body(page: CorpusPage, index: number, pages: readonly CorpusPage[], random: Random, write: Writer): string {
  const linked = (): string => {
    // Mostly to neighbours, as on real pages; a public page never names a private one.
    const near = random.next() < 0.6 ? index + random.between(-12, 12) : random.below(pages.length);
    const target = pages[Math.min(Math.max(near, 0), pages.length - 1)]!;
    if (target.access === 'partner' && page.access === 'public') return linked();
    return `[${target.title.toLowerCase()}](${target.url})`;
  };
  const blocks: string[] = [`${write.paragraph()} Подробнее: ${linked()}.`];
  const parts = random.between(4, 5);
  for (let part = 0; part < parts; part += 1) {
    blocks.push(`## ${write.heading()}`, write.paragraph());
    const kind = (index + part) % 5;
    if (kind === 0) blocks.push(write.table());
    else if (kind === 1) blocks.push(write.list(() => '-'));
    else if (kind === 2) blocks.push(write.code(), write.sentences(2));
    else if (kind === 3)
      blocks.push(
        `### ${write.heading()}`,
        write.paragraph(),
        write.list((at) => `${at + 1}.`),
      );
    else blocks.push(`${write.paragraph()} См. также ${linked()}.`);
    if (page.usesTags) blocks.push(tag(part, random, write));
    else if (part === 1) blocks.push(`> ${write.sentences(2)}`);
    if (part === 2 && index % 3 === 0) blocks.push(`![Схема: ${write.heading().toLowerCase()}](./${page.section}.svg)`);
    if (part === 3) blocks.push(`${write.sentences(2)} Продолжение: ${linked()}.`);
  }
  return `${blocks.join('\n\n')}\n`;
}

/** Tags as editors use them; rules and facts are those of the real site. */
function tag(part: number, random: Random, write: Writer): string {
  const kinds = [
    () =>
      `<Callout kind="${random.pick(['note', 'tip', 'warning'])}" title="${write.heading()}">\n\n${write.sentences(2)}\n\n</Callout>`,
    () =>
      `<Steps>\n\n${Array.from({ length: 3 }, (_, at) => `${at + 1}. **${write.heading()}**\n   ${write.sentences(1)}`).join('\n')}\n\n</Steps>`,
    () => `${write.sentences(1)} Срок ответа: <Rule id="promise.answerBusinessDays" />. ${write.sentences(1)}`,
    () =>
      `<Tabs>\n<Tab label="Облако">\n\n${write.sentences(2)}\n\n</Tab>\n<Tab label="Свой сервер">\n\n${write.sentences(2)}\n\n</Tab>\n</Tabs>`,
    () => `${write.sentences(1)} Доля партнёра: <Reward id="ready-solution" />. ${write.sentences(1)}`,
  ];
  return kinds[part % kinds.length]!();
}

/** A small picture of its own for a section. */
export function sectionPicture({ id }: CorpusSection): string {
  const random = seeded(Number(id.replace(/\D/g, '')));
  const boxes = Array.from(
    { length: 12 },
    (_, at) =>
      `<rect x="${20 + (at % 4) * 150}" y="${20 + Math.floor(at / 4) * 110}" width="${random.between(60, 130)}" height="80" rx="8" fill="#e8b04a"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360" viewBox="0 0 640 360"><title>${id}</title>${boxes.join('')}</svg>`;
}

export const wordsIn = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
