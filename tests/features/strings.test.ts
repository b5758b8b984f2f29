import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatPercent } from '#i18n/formats.ts';

const folder = 'src/i18n';
const read = (file: string) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as Record<string, unknown>;
const pluralForms = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);

/** `article.contents` -> the text; the forms of a counted word are one entry. */
function entries(words: unknown, path: string[] = []): [string, string][] {
  if (typeof words === 'string') return [[path.join('.'), words]];
  const inner = Object.entries(words as object);
  if (inner.some(([key]) => key === 'other') && inner.every(([key]) => pluralForms.has(key)))
    return [[path.join('.'), String((words as { other: string }).other)]];
  return inner.flatMap(([key, value]) => entries(value, [...path, key]));
}

const russian = new Map(entries(read('strings.ru.json')));
const others = readdirSync(folder).filter(
  (file) => /^strings\.[a-z]{2}\.json$/.test(file) && file !== 'strings.ru.json',
);

describe.each(others)('%s', (file) => {
  const own = new Map(entries(read(file)));

  test('has every key of the Russian strings and no other', () => {
    expect([...russian.keys()].filter((key) => !own.has(key))).toEqual([]);
    expect([...own.keys()].filter((key) => !russian.has(key))).toEqual([]);
  });

  test('has the same values to fill in', () => {
    const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join();
    const different = [...russian]
      .filter(([key, text]) => holes(text) !== holes(own.get(key) ?? ''))
      .map(([key]) => key);
    expect(different).toEqual([]);
  });
});

test('Russian counted words have the three forms the language needs', () => {
  const incomplete: string[] = [];
  const walk = (words: unknown, path: string) => {
    if (typeof words !== 'object' || words === null) return;
    const keys = Object.keys(words);
    if (
      keys.includes('other') &&
      keys.every((key) => pluralForms.has(key)) &&
      !['one', 'few', 'many'].every((form) => keys.includes(form))
    )
      incomplete.push(path);
    for (const [key, value] of Object.entries(words)) walk(value, `${path}.${key}`);
  };
  walk(read('strings.ru.json'), '');
  expect(incomplete).toEqual([]);
});

test('a share stands as its language writes it', () => {
  expect([formatPercent('ru', 35), formatPercent('en', 35)]).toEqual(['35\u00A0%', '35%']);
});
