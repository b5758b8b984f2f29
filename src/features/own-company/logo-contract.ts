import type { Problem } from '../../api/problem-contract.ts';

/** 3 MB: what a function of the hosted platform takes. */
export const logoBytesAtMost = 3 * 1024 * 1024;
/** Pixels of the longer side a bitmap needs, so that it can be printed. */
export const logoPixelsAtLeast = 300;

/** The logo as it is kept: cleaned by the server. The picture itself is `GET /api/partner/logo`. */
export interface Logo {
  mediaType: 'image/png' | 'image/jpeg' | 'image/svg+xml';
  /** Hexadecimal; another picture has another one. */
  sha256: string;
  sizeBytes: number;
  /** Pixels; of an SVG the longer side is 600. */
  width: number;
  height: number;
  /** `dark`: lost on a dark ground, `light`: lost on a light one, `middle`: seen on both. */
  tone: 'dark' | 'light' | 'middle';
  changedAt: string;
}

/**
 * Why a picture is refused; words in `company.logo.refusals`.
 * kind: none of PNG, JPEG, SVG by its first bytes; small: under 300 pixels; pixels: over 16 million; broken: cannot be read to its end;
 * blank: shows nothing; svg_size: over 256 kB; svg_broken: no well-formed SVG; svg_entities: defines entities; svg_text: text that is
 * no outline; svg_picture: a bitmap inside; svg_script: script or handlers; svg_outside: something from another place; svg_effects:
 * filters, patterns, animation, foreign content; svg_style: styles that are no simple classes; svg_complex: too many shapes, too deep,
 * or shapes that repeat each other without end.
 */
export const logoReasons = [
  'kind',
  'small',
  'pixels',
  'broken',
  'blank',
  'svg_size',
  'svg_broken',
  'svg_entities',
  'svg_text',
  'svg_picture',
  'svg_script',
  'svg_outside',
  'svg_effects',
  'svg_style',
  'svg_complex',
] as const;
export type LogoReason = (typeof logoReasons)[number];

/**
 * `PUT /api/partner/logo` with the bytes of the picture as the body: 200 `PartnerCompany`; `DELETE`: the same, without a logo.
 * Problems: 401 `session_required`, 403 `wrong_role` (no owner), 413 `too_large`, 415 `unsupported_media_type` and 422 `logo_refused`
 * with a `reason`, 429 `too_many_requests`. `GET`: the picture, 404 `not_found` where there is none.
 */
export interface LogoProblem extends Problem {
  reason?: LogoReason;
}
