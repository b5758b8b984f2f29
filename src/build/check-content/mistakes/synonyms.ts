import { isEmptyWord, plainWord, stemOf, wordsIn } from '../../../features/search/term-rules.ts';
import { strings } from '../content-site.ts';
import type { ContentSite } from '../content-site.ts';
import type { Report } from '../problem.ts';

/** Synonyms that search cannot meet: it reads a query word by word. A word of two groups draws in both, which is seldom meant. */
export function findSynonymMistakes(site: ContentSite, report: Report): void {
  for (const file of site.files.filter(({ collection }) => collection === 'synonyms')) {
    const groupOf = new Map<string, string>();
    for (const [at, group] of file.items.entries()) {
      for (const [language, words] of Object.entries(group['words'] ?? {})) {
        for (const [index, word] of strings(words).entries()) {
          const place = file.yaml!.placeOf([at, 'words', language, index]);
          const plain = plainWord(word.trim());
          const pieces = wordsIn(word);
          if (pieces.length > 1) {
            report('synonym-several', file, place, { word, words: pieces.join(', ') });
          } else if (isEmptyWord(plain)) {
            report('synonym-empty', file, place, { word });
          }
          const key = `${language} ${stemOf(plain)}`;
          const other = groupOf.get(key) ?? String(group['id']);
          if (other !== group['id']) report('synonym-twice', file, place, { word, other });
          groupOf.set(key, other);
        }
      }
    }
  }
}
