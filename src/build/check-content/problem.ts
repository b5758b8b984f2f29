import english from './words.en.json' with { type: 'json' };
import russian from './words.ru.json' with { type: 'json' };

/** What can be wrong with content, by name; the words of each stand in words.<lang>.json. */
export type ProblemKind = keyof typeof russian.problems;

/** Where it is wrong: line and column count from 1, in UTF-16 units as editors count them. */
export interface Place {
  line: number;
  column: number;
}

export type Values = Record<string, string | number>;

/** One mistake, told so that it can be mended without asking anybody. */
export interface Problem extends Place {
  kind: ProblemKind;
  /** Path from the root of the project, with slashes. */
  file: string;
  /** What is wrong. */
  wrong: string;
  /** What was expected. */
  expected: string;
  /** How to mend it. */
  mend: string;
  /** Other places of the same mistake, `file:line:column`. */
  again?: string[];
}

export type Report = (kind: ProblemKind, file: { path: string }, place: Place, values?: Values) => void;

/** These do not stop a build. */
export const warningKinds: ReadonlySet<ProblemKind> = new Set<ProblemKind>([
  'review-overdue',
  'rule-typed-by-hand',
  'link-to-redirect',
  'synonym-twice',
]);

export const wordsOf = { ru: russian, en: english as typeof russian };
export type MessageLanguage = keyof typeof wordsOf;

export function problemOf(
  kind: ProblemKind,
  path: string,
  place: Place,
  values: Values,
  language: MessageLanguage,
): Problem {
  const named = withNames(values, wordsOf[language].names);
  const [wrong = '', expected = '', mend = ''] = wordsOf[language].problems[kind].map((text) => filled(text, named));
  return { kind, file: path, line: place.line, column: place.column, wrong, expected, mend: asContinuation(mend) };
}

/** The remedy follows a colon, with the guess at what was meant before it or without. */
const asContinuation = (text: string) => text.replace(/^\p{Lu}(?=[\p{Ll}\s])/u, (letter) => letter.toLowerCase());

/** Values whose key ends in `Name` are keys of the table of names (access levels, kinds of values, reasons), or contain one. */
function withNames(values: Values, names: Record<string, string>): Values {
  const entries = Object.entries(values).map(([key, value]) => {
    if (!key.endsWith('Name')) return [key, value];
    const name =
      Object.keys(names).find((part) => value === part) ??
      Object.keys(names).find((part) => /\W/.test(part) && String(value).includes(part));
    return [key, name ? names[name]! : value];
  });
  return Object.fromEntries(entries) as Values;
}

/** `{name}` becomes its value; a sentence in `[...]` is left out when one of its values is empty. */
export function filled(text: string, values: Values): string {
  const chosen = text.replace(/\[([^\]]*\{(\w+)\}[^\]]*)\]/g, (_whole, inner: string, name: string) =>
    values[name] === undefined || values[name] === '' ? '' : inner,
  );
  return chosen.replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? '')).trim();
}
