import { createHash } from 'node:crypto';
import type { OpenGraphPicture } from './open-graph.ts';

/**
 * Where pages say which picture stands for them. They are rendered in a bundle of their own, so the shelf is shared through the process; the
 * build draws what is put there while further pages are rendered.
 */
export interface PictureShelf {
  /** Changes with the way pictures are drawn, so that an old picture is not taken for a new one. */
  edition: string;
  put(name: string, picture: OpenGraphPicture): void;
}

const shelf = Symbol.for('letok.pictures');
const shared = globalThis as { [shelf]?: PictureShelf };

export function openShelf(opened: PictureShelf): void {
  shared[shelf] = opened;
}

/** The address of a picture, which is drawn in the end; undefined where nothing is built, as in the dev server. */
export function pictureAddress(picture: OpenGraphPicture): string | undefined {
  const opened = shared[shelf];
  if (!opened) return undefined;
  const name = createHash('sha256')
    .update(opened.edition + JSON.stringify(picture))
    .digest('base64url')
    .slice(0, 16);
  opened.put(name, picture);
  return `/og/${name}.png`;
}
