import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { parseArgs, styleText } from 'node:util';
import { readSite } from './content-site.ts';
import type { ContentSite, SiteSettings } from './content-site.ts';
import { findWrongAccess } from './mistakes/access.ts';
import { findDuplicateAddresses } from './mistakes/addresses.ts';
import { findComparisonMistakes } from './mistakes/comparisons.ts';
import { findCourseMistakes } from './mistakes/course.ts';
import { findFieldMistakes } from './mistakes/fields.ts';
import { findFileMistakes } from './mistakes/files.ts';
import { findForeignCode } from './mistakes/foreign.ts';
import { findHeadingMistakes } from './mistakes/headings.ts';
import { findImageMistakes } from './mistakes/images.ts';
import { findWordMistakes } from './mistakes/interface-words.ts';
import { findLinkMistakes } from './mistakes/links.ts';
import { findMisplacedFiles } from './mistakes/placement.ts';
import { findPriceMistakes } from './mistakes/prices.ts';
import { findRedirectMistakes } from './mistakes/redirects.ts';
import { findOverdueReviews } from './mistakes/reviews.ts';
import { findUnknownRules } from './mistakes/rule-names.ts';
import { findSyntaxErrors } from './mistakes/syntax.ts';
import { findSynonymMistakes } from './mistakes/synonyms.ts';
import { findTagMistakes } from './mistakes/tags.ts';
import { findMissingTranslations } from './mistakes/translations.ts';
import { findTypedNumbers } from './mistakes/typed-numbers.ts';
import { findUnknownNames } from './mistakes/vocabulary.ts';
import { overdueByOwner, toldOverdue } from './overdue-list.ts';
import type { OverduePages } from './overdue-list.ts';
import { toldOnce } from './repeated.ts';
import { filled, problemOf, warningKinds, wordsOf } from './problem.ts';
import type { MessageLanguage, Problem, Report } from './problem.ts';

const mistakes: readonly ((site: ContentSite, report: Report) => void)[] = [
  findSyntaxErrors,
  findFieldMistakes,
  findMisplacedFiles,
  findCourseMistakes,
  findSynonymMistakes,
  findUnknownNames,
  findMissingTranslations,
  findWrongAccess,
  findDuplicateAddresses,
  findRedirectMistakes,
  findForeignCode,
  findTagMistakes,
  findUnknownRules,
  findPriceMistakes,
  findLinkMistakes,
  findImageMistakes,
  findFileMistakes,
  findComparisonMistakes,
  findHeadingMistakes,
  findOverdueReviews,
  findTypedNumbers,
  findWordMistakes,
];

export interface CheckSettings extends SiteSettings {
  /** Language of the messages, Russian unless told otherwise. */
  language?: MessageLanguage | undefined;
}

export interface CheckAnswer {
  /** What stops a build. */
  problems: Problem[];
  warnings: Problem[];
  /** What has to be read again, by team. */
  overdue: OverduePages[];
  /** How many files of content/ were read. */
  files: number;
}

/** Checks all content of a project (`root` is the folder that holds content/) and tells everything that is wrong with it at once. */
export async function checkContent(root: string, settings: CheckSettings = {}): Promise<CheckAnswer> {
  const site = readSite(root, settings);
  const found: Problem[] = [];
  const report: Report = (kind, { path: file }, place, values = {}) => {
    found.push(problemOf(kind, file, place, values, settings.language ?? 'ru'));
  };
  for (const find of mistakes) find(site, report);
  found.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column));
  const shown = toldOnce(found);
  return {
    problems: shown.filter(({ kind }) => !warningKinds.has(kind)),
    warnings: shown.filter(({ kind }) => warningKinds.has(kind)),
    overdue: overdueByOwner(site, settings.language ?? 'ru'),
    files: site.files.length,
  };
}

/** All problems as text for a terminal. Pages that only have to be read again stand in a list of their own. */
export function told(
  { problems, warnings }: Pick<CheckAnswer, 'problems' | 'warnings'>,
  language: MessageLanguage = 'ru',
): string {
  const words = wordsOf[language];
  const block = (colour: 'red' | 'yellow', severity: string) => (problem: Problem) =>
    [
      `${styleText('bold', `${problem.file}:${problem.line}:${problem.column}`)} ${styleText(colour, severity)} ${problem.wrong}`,
      `    ${words.expected} ${problem.expected}`,
      `    ${words.mend} ${problem.mend}`,
      ...(problem.again ? [`    ${againIn(problem.again, language)}`] : []),
    ].join('\n');
  return [
    ...warnings.filter(({ kind }) => kind !== 'review-overdue').map(block('yellow', words.warning)),
    ...problems.map(block('red', words.error)),
  ].join('\n\n');
}

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
const counted = (forms: Forms, n: number, language: MessageLanguage) =>
  filled(forms[new Intl.PluralRules(language).select(n)] ?? forms.other, { n });

/** How many more places have the mistake, and the first of them. */
const againIn = (places: readonly string[], language: MessageLanguage) =>
  `${counted(wordsOf[language].again, places.length, language)} ${places.slice(0, 3).join(', ')}${places.length > 3 ? ', …' : ''}`;

function summary({ problems, warnings, files }: CheckAnswer, seconds: number, language: MessageLanguage): string {
  const words = wordsOf[language];
  const count = (forms: Forms, n: number) => counted(forms, n, language);
  const time = seconds.toLocaleString(language, { maximumFractionDigits: 1 });
  const counts = {
    files: count(words.files, files),
    errors: count(words.errors, problems.length),
    warnings: count(words.warnings, warnings.length),
    time,
  };
  return filled(words.summary, counts);
}

const flagsInWords = '[--lang ru|en] [--site <public address>] [--root <folder>] [--brief]';

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        lang: { type: 'string', default: 'ru' },
        site: { type: 'string' },
        root: { type: 'string' },
        /** Without the summary: nothing at all when nothing is wrong. */
        brief: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    console.error(`${(error as Error).message.split('.')[0]}: npm run check:content -- ${flagsInWords}`);
    process.exit(2);
  }
}

async function main(): Promise<void> {
  const values = readFlags();
  const language: MessageLanguage = values.lang === 'en' ? 'en' : 'ru';
  const began = performance.now();
  const answer = await checkContent(path.resolve(values.root ?? '.'), {
    language,
    site: values.site ?? process.env['LETOK_SITE_URL'],
  });
  const text = told(answer, language);
  if (text) console.log(`${text}\n`);
  if (!values.brief) console.log(summary(answer, (performance.now() - began) / 1000, language));
  const overdue = toldOverdue(answer.overdue, language);
  if (overdue) console.log(values.brief ? overdue : `\n${overdue}`);
  process.exitCode = answer.problems.length > 0 ? 1 : 0;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
