import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { letterPages } from '../../functions/email/letter-pages.ts';
import { inLanguage, languages } from '../../functions/i18n/words.ts';
import { site } from '#tests/helpers/built-site.ts';

const pages = JSON.parse(readFileSync(path.join(site.private, 'pages.json'), 'utf8')) as Record<string, string>;

it('every page a letter links to has been built in every language', () => {
  const linked = Object.values(letterPages).flatMap((page) => languages.map((language) => inLanguage(language, page)));
  expect(linked.filter((page) => !Object.hasOwn(pages, page))).toEqual([]);
});
