import { defaultLanguage } from '../../content-urls.ts';
import type { ContentSite } from '../content-site.ts';
import { nearestName } from '../nearest-name.ts';
import type { Report } from '../problem.ts';
import type { WordsFile } from '../words-files.ts';
import type { Path } from '../yaml-text.ts';

/**
 * Words of the interface (src/i18n/strings.*.json) that one language has and another lacks, or that take other values. A build does not
 * compile the types, so without this a missing word would be published as an empty link.
 */
export function findWordMistakes({ words }: ContentSite, report: Report): void {
  for (const file of words)
    for (const { message, place } of file.errors) report('words-syntax', file, place, { reasonName: message });
  const readable = words.filter(({ data }) => data !== undefined);
  for (const file of readable) checkAlone(file.data, [], file, report);
  const first = readable.find(({ language }) => language === defaultLanguage);
  for (const other of readable) {
    if (first && other !== first) compare(first.data, other.data, [], { first, other }, report);
  }
}

type Group = Record<string, unknown>;
const isGroup = (value: unknown): value is Group =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const shortened = (value: unknown) => {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};
const nameOf = (path: Path) => path.map(String).join('.');

const allForms = new Set(['zero', 'one', 'two', 'few', 'many', 'other']);
/** Forms of a counted word: «1 файл», «2 файла», «5 файлов». */
const isPlural = (value: unknown): value is Group =>
  isGroup(value) && 'other' in value && Object.keys(value).some((form) => form !== 'other' && allForms.has(form));

/** What can be told without another language: empty words, and the forms of counted ones. */
function checkAlone(value: unknown, path: Path, file: WordsFile, report: Report): void {
  if (typeof value === 'string') {
    if (value.trim() === '') report('words-empty', file, file.placeOf(path), { name: nameOf(path) });
    return;
  }
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) checkAlone(item, [...path, at], file, report);
    return;
  }
  if (!isGroup(value)) {
    report('words-shape', file, file.placeOf(path), { name: nameOf(path), other: '', given: shortened(value) });
    return;
  }
  if (isPlural(value)) {
    const forms = new Intl.PluralRules(file.language).resolvedOptions().pluralCategories;
    const given = Object.keys(value);
    if (forms.length !== given.length || !forms.every((form) => form in value))
      report('words-forms', file, file.placeOf(path, 'key'), {
        name: nameOf(path),
        language: file.language,
        forms: forms.toSorted((a, b) => [...allForms].indexOf(a) - [...allForms].indexOf(b)).join(', '),
        given: given.join(', '),
      });
  }
  for (const [key, inner] of Object.entries(value)) checkAlone(inner, [...path, key], file, report);
}

interface Pair {
  /** The file of the default language. */
  first: WordsFile;
  other: WordsFile;
}

function compare(mine: unknown, its: unknown, path: Path, files: Pair, report: Report): void {
  const { first, other } = files;
  const name = nameOf(path);
  if (isPlural(mine) || isPlural(its) || typeof mine === 'string' || typeof its === 'string') {
    if (typeof mine !== typeof its || isPlural(mine) !== isPlural(its)) {
      report('words-shape', other, other.placeOf(path, 'key'), { name, other: first.path, given: shortened(its) });
    } else comparePlaceholders(mine, its, path, files, report);
    return;
  }
  if (!isGroup(mine) || !isGroup(its)) return;
  for (const key of Object.keys(mine))
    if (!(key in its)) reportMissing([...path, key], [mine, its], [first, other], report);
  for (const key of Object.keys(its))
    if (!(key in mine)) reportMissing([...path, key], [its, mine], [other, first], report);
  for (const key of Object.keys(mine).filter((known) => known in its))
    compare(mine[key], its[key], [...path, key], files, report);
}

function reportMissing(
  path: Path,
  [mine, its]: [Group, Group],
  [has, lacks]: [WordsFile, WordsFile],
  report: Report,
): void {
  const key = String(path.at(-1));
  const unmatched = Object.keys(its).filter((known) => !(known in mine));
  report('words-missing', lacks, lacks.placeOf(path, 'key'), {
    name: nameOf(path),
    key,
    other: has.path,
    near: nearestName(key, unmatched),
  });
}

/** A counted word may leave its number out of one form («час»), so its forms are taken together. */
function comparePlaceholders(mine: unknown, its: unknown, path: Path, { first, other }: Pair, report: Report): void {
  const [wanted, given] = [placeholdersIn(mine), placeholdersIn(its)];
  if (wanted === given) return;
  const none = { wanted: wanted || '—', given: given || '—' };
  report('words-values', other, other.placeOf(path), { name: nameOf(path), other: first.path, ...none });
}

const placeholdersIn = (value: unknown): string =>
  [...new Set(JSON.stringify(value).match(/\{\w+\}/g) ?? [])].sort().join(', ');
