import sharp, { type Sharp } from 'sharp';
import type { Logo, LogoReason } from '../../src/features/own-company/logo-contract.ts';
import { refuse } from './refuse-logo.ts';

/* libvips reads dozens of formats; of foreign bytes it may read these three, from memory. */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadPngBuffer', 'VipsForeignLoadJpegBuffer', 'VipsForeignLoadSvgBuffer'],
});
sharp.cache(false);
sharp.concurrency(1);

/** 16.7 million, 4096 by 4096: a bitmap of this size takes 67 MB. */
const pixelsAtMost = 4096 * 4096;

export function openPicture(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: pixelsAtMost, failOn: 'error' }).timeout({ seconds: 5 });
}

/** Whatever libvips says becomes one of our reasons; too many pixels it finds in the header. */
export async function drawn<T>(work: Promise<T>, reason: LogoReason): Promise<T> {
  try {
    return await work;
  } catch (error) {
    return refuse(/pixel limit/i.test(String(error)) ? 'pixels' : reason);
  }
}

/** Whether a picture shows anything, and on what ground. @throws Refusal `blank`, or the reason when it cannot be drawn */
export async function lookAt(picture: Uint8Array, reason: LogoReason): Promise<{ tone: Logo['tone'] }> {
  const small = openPicture(picture).resize(200, 200, { fit: 'inside' }).toColourspace('srgb').ensureAlpha();
  const { data } = await drawn(small.raw().toBuffer({ resolveWithObject: true }), reason);
  let [seen, opaque, dark, light] = [0, 0, 0, 0];
  let [darkest, lightest] = [255, 0];
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3]!;
    if (alpha < 24) continue;
    const luminance = 0.2126 * data[at]! + 0.7152 * data[at + 1]! + 0.0722 * data[at + 2]!;
    seen += 1;
    if (luminance < 70) dark += 1;
    if (luminance > 215) light += 1;
    if (alpha > 240) opaque += 1;
    darkest = Math.min(darkest, luminance);
    lightest = Math.max(lightest, luminance);
  }
  const hasOwnGround = opaque > 0.98 * (data.length / 4);
  if (seen === 0 || (hasOwnGround && lightest - darkest < 6)) refuse('blank');
  // A tenth of what is drawn would be missed.
  const lost = Math.max(dark, light) / seen > 0.1;
  return { tone: hasOwnGround || !lost ? 'middle' : dark > light ? 'dark' : 'light' };
}
