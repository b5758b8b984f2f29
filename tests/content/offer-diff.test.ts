import { expect, test } from 'vitest';
import { offerDiff, type DiffBlock } from '../../src/build/offer-diff.ts';

const before = `Договор между «Ульем» и партнёром.

## 1. Закрепление

**1.1.** Клиент закрепляется на 90 дней.

**1.2.** Продлить можно на 30 дней.

## 2. Деньги

- **вендор** платит за 10 рабочих дней;
- партнёр выставляет счёт.

## 3. Споры

**3.1.** Споры решает суд.
`;

const marked = ({ parts }: DiffBlock) =>
  parts.map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `{-${text}-}`)).join('');

test('a changed number is marked as the words that changed, in its section; untouched sections are named', () => {
  const { changed, same, count } = offerDiff(before, before.replace('90 дней', '100 дней'));
  expect(changed.map(({ title }) => title)).toEqual(['1. Закрепление']);
  expect(changed[0]!.blocks.map(marked)).toEqual([
    '1.1. Клиент закрепляется на {-90-}{+100+} дней.',
    '1.2. Продлить можно на 30 дней.',
  ]);
  expect(same).toEqual(['2. Деньги', '3. Споры']);
  expect(count).toBe(1);
});

test('a paragraph that came or went, an item of a list and a section are told', () => {
  const after = before
    .replace('**1.2.** Продлить можно на 30 дней.\n\n', '')
    .replace('- партнёр выставляет счёт.', '- партнёр выставляет счёт;\n- банк берёт комиссию.')
    .replace('## 3. Споры\n\n**3.1.** Споры решает суд.\n', '## 3. Язык\n\nДоговор на русском.\n');
  const { changed } = offerDiff(before, after);
  expect(changed.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind !== 'same').map(marked))).toEqual([
    '{-1.2. Продлить можно на 30 дней.-}',
    '– партнёр выставляет счёт{-.-}{+;+}',
    '{+– банк берёт комиссию.+}',
    '3. {-Споры-}{+Язык+}',
    '{+Договор на русском.+}',
    '{-3.1. Споры решает суд.-}',
  ]);
  expect(changed.at(-1)!.title).toBe('3. Язык');
});

test('emphasis and links change nothing', () => {
  const { count } = offerDiff(before, before.replaceAll('**', '').replace('суд', '[суд](/legal/)'));
  expect(count).toBe(0);
});
