import type { Logo } from '../../src/features/own-company/logo-contract.ts';
import { redrawBitmap } from './redraw-bitmap.ts';
import { refuse } from './refuse-logo.ts';
import { rewriteSvg } from './rewrite-svg.ts';
import { lookAt } from './sharp-in-a-cage.ts';

/** A logo as SQL keeps it. */
export type CleanLogo = Pick<Logo, 'mediaType' | 'width' | 'height' | 'tone'> & { base64: string };

/**
 * A picture somebody uploaded, made anew: a bitmap is drawn again without anything beside its pixels, of an SVG what draws is written again.
 * What it is its first bytes say; neither a name nor a Content-Type is believed. @throws Refusal with a reason of `logoReasons`
 */
export async function cleanLogo(bytes: Uint8Array): Promise<CleanLogo> {
  const kind = kindOf(bytes);
  if (kind === 'svg') {
    const { svg, width, height } = rewriteSvg(bytes);
    const { tone } = await lookAt(Buffer.from(svg), 'svg_broken');
    return { mediaType: 'image/svg+xml', base64: Buffer.from(svg).toString('base64'), width, height, tone };
  }
  const { picture, width, height } = await redrawBitmap(bytes, kind);
  const { tone } = await lookAt(picture, 'broken');
  return { mediaType: `image/${kind}`, base64: picture.toString('base64'), width, height, tone };
}

const beginnings = {
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  jpeg: [0xff, 0xd8, 0xff],
} as const;

function kindOf(bytes: Uint8Array): 'png' | 'jpeg' | 'svg' {
  for (const [kind, beginning] of Object.entries(beginnings))
    if (beginning.every((byte, at) => bytes[at] === byte)) return kind as keyof typeof beginnings;
  // An SVG may begin with a mark, a declaration, comments or a document type; a page of HTML has no such element that early.
  const start = Buffer.from(bytes.subarray(0, 4096)).toString('utf8');
  if (/^\uFEFF?\s*</.test(start) && /<(\w+:)?svg[\s>/]/.test(start) && !/<html[\s>]/i.test(start)) return 'svg';
  return refuse('kind');
}
