import { extensionOf, fileSize, placeOfFile } from '#build/attachments.ts';

/** The files beside pages that are no pictures (src/build/attachments.ts has the list), by path, with the address the build gives each. */
const addresses = import.meta.glob<string>(
  '/content/**/*.{pdf,docx,xlsx,pptx,odt,ods,odp,csv,txt,zip,ics,mp4,webm,vtt}',
  { eager: true, query: '?url', import: 'default' },
);

export interface PageFile {
  url: string;
  /** As its editor called it. */
  name: string;
  /** `PDF` */
  type: string;
  bytes: number;
}

/**
 * A file that a page names, `./price.pdf` or `/docs/price.pdf`.
 * @param page path of the page, `content/kb/ru/sell/margin.mdx`
 */
export async function pageFile(named: string, page: string): Promise<PageFile> {
  const place = placeOfFile(decodeURI(named), page);
  const url = named.startsWith('/') ? named : addresses[`/${place}`];
  if (!url) throw new Error(`${page} names ${named}, and there is no ${place} of a kind that may lie beside a page.`);
  const name = place.split('/').at(-1)!;
  return { url, name, type: extensionOf(name).toUpperCase(), bytes: await fileSize(place) };
}
