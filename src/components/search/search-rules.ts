/**
 * Prepares a query for Pagefind. Since 1.5 its Russian stemmer sees `й` as an accented `и` and misses words in -ый and -ой:
 * cutting that ending lets the prefix match find all forms. `ё` counts as `е`.
 */
export function prepareQuery(query: string): string {
  return query
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/\s+/)
    .map((word) => (word.length >= 5 ? word.replace(/(ый|ой)$/, '') : word))
    .join(' ')
    .trim();
}
