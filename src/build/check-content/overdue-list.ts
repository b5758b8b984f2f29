import { styleText } from 'node:util';
import type { ContentSite } from './content-site.ts';
import { overdueFiles } from './mistakes/reviews.ts';
import { filled, wordsOf, type MessageLanguage } from './problem.ts';

/** The pages of one team that nobody has read again in time. */
export interface OverduePages {
  /** Title of the team; its id where it has none. */
  owner: string;
  /** The longest overdue first. */
  pages: { file: string; reviewBy: string; stopsBuild: boolean }[];
}

/** Overdue pages by the team that answers for them, the team with most of them first. */
export function overdueByOwner(site: ContentSite, language: MessageLanguage): OverduePages[] {
  const teams = site.files.find(({ collection }) => collection === 'owners')?.items ?? [];
  const titleOf = (id: string) => {
    const titles = teams.find((team) => team['id'] === id)?.['title'] as Record<string, string> | undefined;
    return titles?.[language] ?? titles?.['ru'] ?? id;
  };
  return [...Map.groupBy(overdueFiles(site), ({ owner }) => owner)]
    .map(([owner, files]) => ({
      owner: titleOf(owner),
      pages: files
        .map(({ file, reviewBy, kind }) => ({ file: file.path, reviewBy, stopsBuild: kind !== 'review-overdue' }))
        .sort((a, b) => (a.reviewBy < b.reviewBy ? -1 : a.reviewBy > b.reviewBy ? 1 : 0)),
    }))
    .sort((a, b) => b.pages.length - a.pages.length || a.owner.localeCompare(b.owner));
}

/** The list as text for a terminal; '' when nothing is overdue. */
export function toldOverdue(list: readonly OverduePages[], language: MessageLanguage): string {
  if (list.length === 0) return '';
  const words = wordsOf[language].overdue;
  return [
    styleText('bold', words.title),
    ...list.flatMap(({ owner, pages }) => [
      `  ${owner || words.nobody}`,
      ...pages.map(
        ({ file, reviewBy, stopsBuild }) =>
          `    ${filled(words.page, { file, reviewBy })}${stopsBuild ? `, ${styleText('red', words.stopsBuild)}` : ''}`,
      ),
    ]),
    words.remedy,
  ].join('\n');
}
