import { describe, expect, it } from 'vitest';
import { checkContent } from '#build/check-content/check-content.ts';
import { untranslated, type WrittenPage } from '#build/untranslated.ts';
import { withProject } from '#tests/helpers/content-fixture.ts';

const page = (language: string, access: WrittenPage['access'], path: string) => ({ language, access, path });
const lacking = (pages: WrittenPage[], languages = ['ru', 'en']) =>
  untranslated(pages, languages).map(({ page: { access, path }, language }) => `${language} ${access} ${path}`);

describe('a language lacks', () => {
  it('what is written in the default language alone', () => {
    expect(
      lacking([page('ru', 'public', '/kb/a/b/'), page('ru', 'public', '/kb/a/c/'), page('en', 'public', '/kb/a/b/')]),
    ).toEqual(['en public /kb/a/c/']);
    expect(lacking([page('ru', 'partner', '/kb/a/b/')], ['ru', 'en', 'kk'])).toEqual([
      'en partner /kb/a/b/',
      'kk partner /kb/a/b/',
    ]);
  });

  it('nothing where there is one language, and nothing that is written in another one alone', () => {
    expect(lacking([page('ru', 'public', '/kb/a/b/')], ['ru'])).toEqual([]);
    expect(lacking([page('en', 'public', '/kb/a/b/')])).toEqual([]);
  });

  it('a public page, whatever partners may read; nothing that everybody may read', () => {
    expect(lacking([page('ru', 'public', '/kb/a/b/'), page('en', 'partner', '/kb/a/b/')])).toEqual([
      'en public /kb/a/b/',
    ]);
    expect(lacking([page('ru', 'partner', '/kb/a/b/'), page('en', 'public', '/kb/a/b/')])).toEqual([]);
    expect(lacking([page('ru', 'staff', '/kb/a/b/'), page('en', 'partner', '/kb/a/b/')])).toEqual([
      'en staff /kb/a/b/',
    ]);
  });
});

const matter = (more = '') => `---
title: Новая страница
description: Одно предложение, которое отвечает на вопрос этой страницы.
access: public
audience: [seller]
owner: product
checkedOn: 2026-11-01
reviewBy: 2027-05-01
${more}---
`;

describe('a link to a page that is not translated', () => {
  it('is right, and one to a legal text that is not written in that language is not', async () => {
    const legal = matter('kind: legal\nreviewedByLawyerOn: null\nversion: "2026-11"\n');
    const files = new Map([
      ['content/pages/ru/legal/privacy.md', `${legal}\nТекст.\n`],
      [
        'content/kb/en/pinning/new.md',
        `${matter()}\n[Extension](/en/kb/pinning/extend/), [base](/en/kb/pinning/), [privacy](/en/legal/privacy/).\n`,
      ],
    ]);
    const { problems } = await withProject(files, (root) => checkContent(root, { today: '2026-11-23' }));
    expect(problems.map(({ kind, wrong }) => `${kind} ${wrong}`)).toEqual([
      'link-dangling Страницы /en/legal/privacy/ нет.',
    ]);
  });
});
