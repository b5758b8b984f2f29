import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { openGraphSvg, type OpenGraphPicture } from './open-graph.ts';
import { openShelf } from './picture-shelf.ts';

export interface PictureDrawing {
  /** Puts all pictures that pages have asked for into `og/` of a folder. @returns how many, and how many of them were new */
  write(folder: string): Promise<{ all: number; drawn: number }>;
}

/** What the look of a picture depends on. */
const sources = ['open-graph.ts', 'set-text.ts', 'draw-pictures.ts'];

/** At a time; the machine has pages to render as well. */
const AT_ONCE = 2;

/**
 * Draws while pages are rendered, each picture once: those of an earlier build are kept in `cache` under the checksum of what stands on them.
 * A picture takes about 30 ms of a processor, so that not every page has one of its own (layouts/page-picture.ts says which have).
 */
export function drawPictures(cache: string): PictureDrawing {
  const wanted = new Map<string, Promise<boolean>>();
  const known = mkdir(cache, { recursive: true }).then(async () => new Set(await readdir(cache)));
  let slots = AT_ONCE;
  const waiting: (() => void)[] = [];

  async function drawn(name: string, picture: OpenGraphPicture): Promise<boolean> {
    if ((await known).has(`${name}.png`)) return false;
    if (slots === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else slots -= 1;
    try {
      await writeFile(path.join(cache, `${name}.png`), await openGraphPng(picture));
    } finally {
      const next = waiting.shift();
      if (next) next();
      else slots += 1;
    }
    return true;
  }

  openShelf({
    edition: editionOfDrawing(),
    put(name, picture) {
      if (wanted.has(name)) return;
      const drawing = drawn(name, picture);
      // How it went, write() tells.
      drawing.catch(() => {});
      wanted.set(name, drawing);
    },
  });

  return {
    async write(folder) {
      const news = await Promise.all(wanted.values());
      const target = path.join(folder, 'og');
      await mkdir(target, { recursive: true });
      await Promise.all(
        [...wanted.keys()].map((name) => copyFile(path.join(cache, `${name}.png`), path.join(target, `${name}.png`))),
      );
      const stale = [...(await known)].filter((file) => !wanted.has(path.parse(file).name));
      await Promise.all(stale.map((file) => rm(path.join(cache, file), { force: true })));
      return { all: wanted.size, drawn: news.filter(Boolean).length };
    },
  };
}

/** Sixteen colours are enough for flat areas with smooth edges, and a third of the work and of the bytes. */
export async function openGraphPng(picture: OpenGraphPicture): Promise<Buffer> {
  return sharp(Buffer.from(openGraphSvg(picture)))
    .removeAlpha()
    .png({ palette: true, colours: 16, effort: 1, dither: 0 })
    .toBuffer();
}

function editionOfDrawing(): string {
  const hash = createHash('sha256');
  for (const name of sources) hash.update(readFileSync(new URL(name, import.meta.url)));
  return hash.digest('hex');
}
