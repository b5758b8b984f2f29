import * as fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '../../functions/http/refusal.ts';
import { cleanLogo, type CleanLogo } from '../../functions/logos/clean-logo.ts';
import { bitmap, goodSvgs, spoiltLogos } from '../helpers/logo-files.ts';

const bytesOf = ({ base64 }: CleanLogo) => Buffer.from(base64, 'base64');
const pixels = (picture: Buffer) => sharp(picture).resize(300, 100, { fit: 'fill' }).ensureAlpha().raw().toBuffer();

let spoilt: Awaited<ReturnType<typeof spoiltLogos>>;
beforeAll(async () => {
  // Made by sharp, before the first clean logo closes its loaders.
  spoilt = await spoiltLogos();
});

describe('a bitmap', () => {
  test('is drawn anew: the same kind, at most 2,048 pixels, nothing of what stood beside it', async () => {
    for (const kind of ['png', 'jpeg'] as const) {
      const given = await bitmap(2400, 800, kind);
      expect(given.toString('latin1')).toContain('Geheim');
      const logo = await cleanLogo(given);
      expect(logo).toMatchObject({ mediaType: `image/${kind}`, width: 2048, height: 683 });
      const kept = await sharp(bytesOf(logo)).metadata();
      expect(kept).toMatchObject({ format: kind, width: 2048 });
      for (const gone of ['exif', 'icc', 'xmp', 'iptc']) expect(kept).not.toHaveProperty(gone);
    }
  });

  test('is not made larger', async () => {
    expect(await cleanLogo(await bitmap(300, 100))).toMatchObject({ width: 300, height: 100 });
  });

  test('what is put behind its end goes', async () => {
    const logo = await cleanLogo(Buffer.concat([await bitmap(400, 200), Buffer.from('<script>alert(1)</script>')]));
    expect(bytesOf(logo).toString('latin1')).not.toContain('script');
  });
});

describe('an SVG', () => {
  test.each(Object.entries(goodSvgs))('%s is accepted and looks as before', async (_, given) => {
    const logo = await cleanLogo(given);
    const text = bytesOf(logo).toString();
    expect(logo).toMatchObject({ mediaType: 'image/svg+xml', width: 600, height: 200 });
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(text).not.toMatch(/style|class=|inkscape|rdf|title|foreignObject|<!|<\?/);
    const [before, after] = [await pixels(given), await pixels(bytesOf(logo))];
    const differing = before.filter((value, at) => Math.abs(value - after[at]!) > 40).length;
    expect(differing / before.length).toBeLessThan(0.01);
  });

  test('named or said to be something else is taken for what it is, and cleaned twice is the same', async () => {
    const once = await cleanLogo(Object.values(goodSvgs)[0]!);
    expect(await cleanLogo(bytesOf(once))).toEqual(once);
  });
});

test('the ground a logo needs is known', async () => {
  const of = (fill: string) =>
    cleanLogo(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path fill="${fill}" d="M1 1h7v1H1z"/></svg>`,
      ),
    );
  expect([(await of('#222')).tone, (await of('#fff')).tone, (await of('#e8a317')).tone]).toEqual([
    'dark',
    'light',
    'middle',
  ]);
});

test('fifty spoilt pictures are refused, each with its reason, each within a second', async () => {
  expect(spoilt.length).toBeGreaterThanOrEqual(50);
  const wrong: unknown[] = [];
  for (const [name, bytes, reason] of spoilt.filter(([, , why]) => why !== 'large')) {
    const began = performance.now();
    const refused = await cleanLogo(bytes).then(
      () => 'accepted',
      (error: unknown) => (error instanceof Refusal ? error.detail.reason : String(error)),
    );
    const took = performance.now() - began;
    if (refused !== reason || took > 1000) wrong.push([name, reason, refused, took]);
  }
  expect(wrong).toEqual([]);
});

test('random and spoilt bytes are a logo or a refusal, never an error of ours', async () => {
  const [png, svg] = [await bitmap(400, 200), Object.values(goodSvgs)[0]!];
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    ...[png, svg].map((good) =>
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }).map((changes) => {
        const bytes = Buffer.from(good);
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(anyBytes, async (bytes) => {
      const outcome = await cleanLogo(bytes).catch((error: unknown) => error);
      expect(outcome instanceof Refusal || typeof (outcome as CleanLogo).base64 === 'string', String(outcome)).toBe(
        true,
      );
    }),
    { numRuns: 300 },
  );
}, 60_000);
