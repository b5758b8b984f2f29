import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';

/** How much of the picture the mark takes; a maskable icon is cut to a circle of four fifths, one on a home screen has corners cut. */
const icons: Record<string, { size: number; mark: number; isOpaque: boolean }> = {
  '180': { size: 180, mark: 0.72, isOpaque: true },
  '192': { size: 192, mark: 1, isOpaque: false },
  '512': { size: 512, mark: 1, isOpaque: false },
  'maskable-512': { size: 512, mark: 0.58, isOpaque: true },
};

export const iconNames = Object.keys(icons);

const PAPER = '#fbf9f4';

/** An icon as PNG, drawn from the mark of the site. */
export async function iconPng(name: string): Promise<Buffer<ArrayBuffer>> {
  const { size, mark, isOpaque } = icons[name]!;
  const source = await readFile(path.join(process.cwd(), 'public', 'favicon.svg'));
  const inner = Math.round(size * mark);
  const drawn = await sharp(source, { density: (72 * inner) / 32 })
    .resize(inner, inner, { fit: 'contain', background: '#0000' })
    .png()
    .toBuffer();
  const background = isOpaque ? PAPER : '#0000';
  const png = await sharp({ create: { width: size, height: size, channels: 4, background } })
    .composite([{ input: drawn }])
    .png({ palette: true, colours: 64 })
    .toBuffer();
  return Buffer.from(png);
}
