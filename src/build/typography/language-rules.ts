/** The typography of a language as tables. Spaces in patterns also match the line ends of the source. */
export interface LanguageRules {
  /** Outer pair, inner pair. */
  quotes: readonly [open: string, close: string, innerOpen: string, innerClose: string];
  /** Changes inside one run of text; they may change its length. */
  inRun: readonly Change[];
  /** Gaps that must not break. Each match is one gap, which becomes a non-breaking space: block-wide, so it may lie between two runs. */
  unbreakable: RegExp;
}
export type Change = readonly [pattern: RegExp, replacement: string];

/** Stands for what a run of text is interrupted by: inline code, pictures, tags. */
export const OBJECT = '\uE000';
/** Stands for a tag that prints a bare number. */
export const NUMBER = '\uE001';

/** What stands on both sides of a gap, as the source of a pattern. */
const gap = (before: string, after: string) => `(?<=(?:${before})[ \\n])(?=${after})`;
/** All kinds of gaps as one pattern: a text is walked through once, which is three times as fast as once for each. */
const oneOf = (gaps: readonly string[]) => new RegExp(`[ \\n](?:${gaps.join('|')})`, 'gu');
/** A gap behind one of the given words, in any letter case. */
const afterWord = (words: string, after = '\\S') => `(?i:${gap(`(?<![\\p{L}\\p{N}_-])(?:${words})`, after)})`;
const beforeWord = (words: string) => gap('[\\p{L}\\p{N}»“)]', `(?:${words})(?![\\p{L}\\p{N}-])`);

const number = `[\\d${NUMBER}]`;
const ellipsis: Change = [/(?<![.?!…])\.{3}(?!\.)/g, '…'];
const dash: Change = [/(?<=[ \n\u00A0])(?:-{1,3}|–)(?=[ \n])/g, '—'];

/** Holds in every language: 640 000, 15 %, № 5, a dash never begins a line. */
const everywhere: readonly string[] = [
  gap('(?<![\\d.,])\\d{1,3}(?:[ \\n\\u00A0\\u202F]\\d{3})*', '\\d{3}(?!\\d)'),
  gap(number, '[%‰₽€$°]'),
  gap('[№§#]', '\\d'),
  gap('', '—'),
  gap('^—', ''),
];

/** Short words of Russian that must not end a line. */
const shortWords = 'в|во|на|и|а|но|не|ни|с|со|к|ко|о|об|у|от|до|по|за|из|для|под|над|при|про|без|или|из-за|из-под';
const particles = 'же|ли|бы|ж|ль|б';
const unitsInCapitals = '[КМГТ]Б|[КМГТ]?бит|[кМГ]?Вт|[кМГ]?Гц|HR|ИТ';

const russian: LanguageRules = {
  quotes: ['«', '»', '„', '“'],
  inRun: [ellipsis, dash],
  unbreakable: oneOf([
    ...everywhere,
    afterWord(shortWords),
    beforeWord(particles),
    // 90 дней, 14 февраля, 2026 г.; but «от 15 до 20» may break after 15.
    gap(number, `(?!(?:${shortWords})[ \\n\\u00A0])\\p{Ll}`),
    gap(number, `(?:${unitsInCapitals})(?!\\p{L})`),
    // п. 4.2, ст. 18, ул. Ленина, but not «2026 г. Дальше».
    gap('(?<![\\p{L}\\d]|\\d[ \\n\\u00A0])(?:п|пп|ст|ч|гл|разд|стр|рис|табл|ул|д|кв|корп|оф|г|им)\\.', '[\\d\\p{Lu}«]'),
    // статья 437, часть 2, подпункт 26
    afterWord('стать(?:я|и|е|ю|ёй|ей)|част(?:ь|и|ью)|(?:под)?пункт(?:а|у|ом|е|ы)?', '\\d'),
    // т. е., т. д., т. п.
    gap('(?<!\\p{L})т\\.', '[едпкч]\\.'),
    // А. С. Пушкин and Пушкин А. С.
    gap('(?<![\\p{L}\\p{N}])\\p{Lu}\\.', '\\p{Lu}\\p{Ll}|\\p{Lu}\\.'),
    gap('\\p{Ll}', '\\p{Lu}\\.[ \\n\\u00A0]?\\p{Lu}\\.'),
    gap('(?<!\\p{L})(?:ООО|ПАО|АО|ЗАО|ИП)', '[«"„\\p{Lu}]'),
  ]),
};

const english: LanguageRules = {
  quotes: ['“', '”', '‘', '’'],
  inRun: [ellipsis, dash, [/(?<=[\p{L}\p{N}])'(?=\p{L})/gu, '’'], [/(?<=\p{Ll}s)'(?=[ \n.,;:!?)]|$)/gu, '’']],
  unbreakable: oneOf([
    ...everywhere,
    afterWord('a|an|I'),
    gap(number, '(?!(?:a|an|and|at|by|in|is|of|on|or|to)[ \\n\\u00A0])\\p{Ll}'),
    gap(number, '(?:[KMGT]B|[kMG]?W|[kMG]?Hz|RUB|KZT|BYN|EUR|USD)(?!\\p{L})'),
    gap('(?<!\\p{L})(?:No|Art|Sec|p|pp|Fig)\\.', '\\d'),
    gap('(?<![\\p{L}\\p{N}])\\p{Lu}\\.', '\\p{Lu}\\p{Ll}|\\p{Lu}\\.'),
  ]),
};

/** A language without a table of its own gets what holds everywhere, and keeps its quotes. */
const other: LanguageRules = { quotes: ['"', '"', '"', '"'], inRun: [ellipsis], unbreakable: oneOf(everywhere) };

const languageRules: Record<string, LanguageRules> = { ru: russian, en: english };

export const rulesOf = (language: string): LanguageRules => languageRules[language] ?? other;
