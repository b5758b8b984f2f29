import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openGraphPng } from '#build/pictures/draw-pictures.ts';
import { openGraphSvg, size, titleLines } from '#build/pictures/open-graph.ts';
import { brokenInto, outline, widthOf, type Setting } from '#build/pictures/set-text.ts';
import { typograph } from '#build/typography/typograph.ts';

const setting: Setting = { size: 60, weight: 500, tracking: -0.035 };
const picture = {
  title: 'Клиент остаётся вашим',
  kicker: 'Новости · 6 ноября 2026',
  site: 'Леток',
  vendor: 'партнёрам «Улья»',
};
const inGaps = (text: string) => text.split(/[\s\u00A0\u202F]+/).join(' ');

/** Titles as the content may have them, up to 80 signs, and worse. */
const anyTitle = fc
  .array(
    fc.string({
      unit: fc.constantFrom(...'абвгдеёжзиклмнопрстуфхцчшщъыьэюяАЯЖЩabcXYZ0123456789«»“”—–-.,:!?%№₽()'),
      minLength: 1,
      maxLength: 24,
    }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((words) => words.join(' ').slice(0, 80).trim() || 'Я');

describe('a title on a picture', () => {
  it('is never wider than its place, and never longer, whatever it is', () => {
    fc.assert(
      fc.property(anyTitle, (text) => {
        const { lines, setting: chosen } = titleLines(text);
        expect(lines.length * chosen.size).toBeLessThanOrEqual(340);
        for (const line of lines) {
          expect(line.width).toBeLessThanOrEqual(700.5);
          expect(widthOf(line.text, chosen)).toBeCloseTo(line.width, 3);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('keeps its words, and breaks one only when it is wider than the line', () => {
    for (const text of [
      'Семь вопросов партнёров и что мы после них поправили',
      'Human Capital Days — общий стенд в Астане',
    ]) {
      const { lines } = titleLines(text);
      expect(lines.map((line) => line.text).join(' ')).toBe(text);
    }
    const long = 'Превысокомногорассмотрительствующий-и-достопримечательствующий регламент обслуживания';
    expect(
      titleLines(long)
        .lines.map((line) => line.text)
        .join('')
        .replaceAll('-', '')
        .replaceAll(' ', ''),
    ).toBe(long.replaceAll('-', '').replaceAll(' ', ''));
  });

  it('does not break where the typography holds words together', () => {
    const lines = brokenInto(typograph('Показ в Астане и в Алматы с 15 партнёрами', 'ru'), 420, setting);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.filter(({ text }) => /(?:^|\s)[вис]$/i.test(inGaps(text))).map(({ text }) => text)).toEqual([]);
  });

  it('is set in lines as even as their number allows', () => {
    const [first, second] = brokenInto('Корпоративный университет для всех', 640, setting);
    expect(Math.abs(first!.width - second!.width)).toBeLessThan(220);
  });
});

describe('text as outlines', () => {
  it('has a shape for every letter, quotation mark and sign of both languages, and only numbers in it', () => {
    for (const sign of '«»“”„—–№₽%…·ЁёЪъАЯабвгдAZaz0129()!?,.:;/&+') {
      const path = outline(sign, 0, 100, setting);
      expect([sign, path.length > 10, /^[MLQCZ\d. -]+$/.test(path)]).toEqual([sign, true, true]);
    }
  });

  it('never holds what is no number, at any place and size', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -200, max: 1400, noNaN: true }),
        fc.integer({ min: 10, max: 120 }),
        (x, pixels) =>
          !/NaN|undefined|e/.test(
            outline('Партнёрская программа «Улья», 35 %', x, 100.3, { ...setting, size: pixels }),
          ),
      ),
      { numRuns: 60 },
    );
  });

  it('is as wide as it was measured', () => {
    for (const text of ['Клиент остаётся вашим', 'Human Capital Days', 'Версия 5.2 «Университета»']) {
      const right = Math.max(
        ...[...outline(text, 0, 100, setting).matchAll(/(-?[\d.]+) -?[\d.]+(?=[MLQCZ]|$)/g)].map(([, x]) => Number(x)),
      );
      expect(Math.abs(widthOf(text, setting) - right)).toBeLessThan(setting.size * 0.12);
    }
  });
});

describe('a picture', () => {
  it('is a PNG of 1200 by 630 pixels and at most 60 kB, with the longest title too', async () => {
    const longest = {
      ...picture,
      title: 'Щедрый '.repeat(12).slice(0, 80),
      kicker: 'Щ'.repeat(90),
      filled: 12,
      mark: { large: '28', small: 'сентября' },
    };
    for (const one of [picture, longest]) {
      const png = await openGraphPng(one);
      const { width, height, format } = await sharp(png).metadata();
      expect([format, width, height]).toEqual(['png', size.width, size.height]);
      expect(png.length).toBeLessThan(60_000);
    }
  });

  it('is the same for the same words, and another for others', () => {
    expect(openGraphSvg(picture)).toBe(openGraphSvg({ ...picture }));
    expect(openGraphSvg({ ...picture, title: 'Другой' })).not.toBe(openGraphSvg(picture));
  });

  it('shows the title: its letters are ink where the words stand', async () => {
    const dark = async (title: string) => {
      const { data, info } = await sharp(Buffer.from(openGraphSvg({ ...picture, title, kicker: '' })))
        .removeAlpha()
        .extract({ left: 60, top: 140, width: 740, height: 345 })
        .raw()
        .toBuffer({ resolveWithObject: true });
      let count = 0;
      for (let at = 0; at < data.length; at += info.channels) if (data[at]! < 80) count += 1;
      return count;
    };
    expect(await dark('Клиент остаётся вашим')).toBeGreaterThan(5000);
    expect(await dark('')).toBeLessThan(50);
  });
});
