import { describe, expect, it } from 'vitest';
import { contentRedirects, inEveryLanguage, type ContentRedirect } from '#build/publish/redirect-file.ts';
import { withProject } from '#tests/helpers/content-fixture.ts';

const matter = (access: string, old: string) => `---
title: Новая страница
description: Одно предложение, которое отвечает на вопрос этой страницы.
access: ${access}
audience: [seller]
owner: product
checkedOn: 2026-11-01
reviewBy: 2027-05-01
redirects: [${old}]
---

Текст.
`;
const files = new Map([
  ['content/kb/ru/pinning/new.md', matter('public', '/kb/old/')],
  ['content/kb/ru/pinning/inner.md', matter('partner', '/partner/kb/old/')],
]);
const moved = (built: Record<string, ContentRedirect['access']>) =>
  withProject(files, async (root) =>
    inEveryLanguage(await contentRedirects(root), new Map(Object.entries(built)))
      .map(({ from, to, access }) => `${access} ${from} ${to}`)
      .toSorted(),
  );
const russian = { '/kb/pinning/new/': 'public', '/partner/kb/pinning/inner/': 'partner' } as const;
const own = ['partner /partner/kb/old/ /partner/kb/pinning/inner/', 'public /kb/old/ /kb/pinning/new/'];

describe('an old address', () => {
  it('leads to the page in its own language', async () => {
    expect(await moved(russian)).toEqual(own);
  });

  it('leads to it under the other language too, where the page is shown there, for the same readers', async () => {
    const shown = { '/en/kb/pinning/new/': 'public', '/en/partner/kb/pinning/inner/': 'partner' } as const;
    expect(await moved({ ...russian, ...shown })).toEqual([
      'partner /en/partner/kb/old/ /en/partner/kb/pinning/inner/',
      own[0],
      'public /en/kb/old/ /en/kb/pinning/new/',
      own[1],
    ]);
  });

  it('does not take the address of a page of the other language', async () => {
    expect(await moved({ ...russian, '/en/kb/pinning/new/': 'public', '/en/kb/old/': 'public' })).toEqual(own);
  });

  it('leads nowhere in a language that does not show the page', async () => {
    expect(await moved({ ...russian, '/en/kb/': 'public' })).toEqual(own);
  });
});
