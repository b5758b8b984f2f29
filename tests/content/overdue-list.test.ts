import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkContent } from '#build/check-content/check-content.ts';
import { withProject } from '#tests/helpers/content-fixture.ts';

const page = (owner: string, reviewBy: string, more = '') => `---
title: Новая страница
description: Одно предложение, которое отвечает на вопрос этой страницы.
access: public
audience: [seller]
owner: ${owner}
checkedOn: 2025-01-01
reviewBy: ${reviewBy}
---

Текст. ${more}
`;
const files = new Map([
  ['content/kb/ru/pinning/a.mdx', page('product', '2026-10-01')],
  ['content/kb/ru/pinning/b.mdx', page('legal', '2026-10-02', '<RewardsTable />').replace('Текст. ', '')],
  ['content/kb/ru/pinning/c.mdx', page('product', '2026-09-01')],
  ['content/kb/ru/pinning/d.mdx', page('product', '2026-11-23')],
]);

describe('pages to be read again', () => {
  it('are listed by team, the one with most of them first, the longest overdue first', async () => {
    const { overdue } = await withProject(files, (root) => checkContent(root, { today: '2026-11-23' }));
    expect(overdue).toEqual([
      {
        owner: 'команда продукта',
        pages: [
          { file: 'content/kb/ru/pinning/c.mdx', reviewBy: '2026-09-01', stopsBuild: false },
          { file: 'content/kb/ru/pinning/a.mdx', reviewBy: '2026-10-01', stopsBuild: false },
        ],
      },
      { owner: 'юристы', pages: [{ file: 'content/kb/ru/pinning/b.mdx', reviewBy: '2026-10-02', stopsBuild: true }] },
    ]);
  });

  it('stand at the end of what the command says', async () => {
    const said = await withProject(files, async (root) => {
      const command = path.resolve(import.meta.dirname, '../../src/build/check-content/check-content.ts');
      try {
        return execFileSync(process.execPath, [command, '--root', root], { encoding: 'utf8', env: { NO_COLOR: '1' } });
      } catch (error) {
        return (error as { stdout: string }).stdout;
      }
    });
    const end = said.slice(said.indexOf('Проверено:'));
    expect(end).toContain('Пора перечитать:\n');
    expect(end).toMatch(/ {2}команда продукта\n {4}content\/kb\/ru\/pinning\/c\.mdx — до 2026-09-01\n/);
    expect(end).toMatch(/pinning\/b\.mdx — до 2026-10-02, не даёт собрать сайт$/m);
    expect(end.trimEnd().split('\n').at(-1)).toMatch(/^Что делать: перечитайте .*«checkedOn».*«reviewBy»/);
  });
});
