import { logoBytesAtMost, logoPixelsAtLeast } from '../../src/features/own-company/logo-contract.ts';
import { refuse } from './refuse-logo.ts';
import { drawn, openPicture } from './sharp-in-a-cage.ts';

/** Longer sides to try: a photograph kept without loss may be too large at the first. */
const sides = [2048, 1024, 512];

/**
 * The pixels of a bitmap, upright and in sRGB, and nothing else of it: no place where it was taken, no profile, no second picture behind it.
 * @throws Refusal `small`, `pixels`, `broken`
 */
export async function redrawBitmap(
  bytes: Uint8Array,
  kind: 'png' | 'jpeg',
): Promise<{ picture: Buffer; width: number; height: number }> {
  const { width, height } = await drawn(openPicture(bytes).metadata(), 'broken');
  if (Math.max(width, height) < logoPixelsAtLeast) refuse('small');
  for (const side of sides) {
    const upright = openPicture(bytes)
      .autoOrient()
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb');
    const encoded = kind === 'png' ? upright.png({ compressionLevel: 9 }) : upright.jpeg({ quality: 92 });
    const { data, info } = await drawn(encoded.toBuffer({ resolveWithObject: true }), 'broken');
    if (data.byteLength <= logoBytesAtMost) return { picture: data, width: info.width, height: info.height };
  }
  return refuse('pixels');
}
