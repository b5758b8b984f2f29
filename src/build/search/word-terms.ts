import { isEmptyWord, plainWord, stemOf, wordsIn } from '#features/search/term-rules.ts';
import { russianDictionary } from './russian-dictionary.ts';

/** One reading of a word of a page: what it is indexed by. */
export interface WordTerm {
  term: string;
  /** Stems that other forms of the word have, `скидок` for the term `скидк`. */
  otherStems: readonly string[];
}

/** What stands between two blanks of a text: `закрепление,` or `аккаунт-менеджер`. */
export interface TextToken {
  /** For each part of a compound and each reading of a part. */
  terms: readonly WordTerm[];
  isCompound: boolean;
}

const tokens = new Map<string, TextToken>();

/** Pages say the same words over and over: each is read once in a build. */
export function readToken(text: string): TextToken {
  const read = tokens.get(text);
  if (read) return read;
  const parts = wordsIn(text)
    .map(termsOfWord)
    .filter((terms) => terms.length > 0);
  const token = { terms: parts.flat(), isCompound: parts.length > 1 };
  tokens.set(text, token);
  return token;
}

const known = new Map<string, readonly WordTerm[]>();
/** «Стали» is of «стать» and of «сталь»: both find it. More readings than this are rare words with common forms. */
const MOST_READINGS = 3;

/**
 * The terms of a word, all its forms together: one stem for the whole paradigm, where endings alone would give several («скидка» and
 * «скидок», «день» and «дня», «показать» and «покажу»). The dictionary knows the paradigm; a word it does not know has the stem of its own.
 * @returns none for a word that asks nothing
 */
export function termsOfWord(word: string): readonly WordTerm[] {
  const plain = plainWord(word);
  const found = known.get(plain) ?? (isEmptyWord(plain) ? [] : find(plain));
  known.set(plain, found);
  return found;
}

function find(plain: string): WordTerm[] {
  const own = stemOf(plain);
  if (!/^[а-я]{3,}$/.test(plain)) return [{ term: own, otherStems: [] }];
  const terms = new Map(lemmasOf(plain).map((lemma) => [paradigmOf(lemma).term, paradigmOf(lemma)]));
  if (terms.size === 0) return [{ term: own, otherStems: [] }];
  // The plain reading first.
  return [...terms.values()].sort((a, b) => Number(b.term === own) - Number(a.term === own)).slice(0, MOST_READINGS);
}

/** Forms without a common beginning, which no table of endings tells. */
const SUPPLETIVE = [
  'идти иду идешь идет идем идете идут шел шла шло шли',
  'прийти приду придешь придет придем придете придут приди придя пришел пришла пришло пришли',
  'найти найду найдешь найдет найдем найдете найдут найди найдя нашел нашла нашло нашли найден найдена найдены',
  'пройти пройду пройдешь пройдет пройдем пройдете пройдут пройдя прошел прошла прошло прошли пройден пройдена',
  'уйти уйду уйдешь уйдет уйдем уйдут ушел ушла ушло ушли',
  'войти войду войдешь войдет войдем войдут вошел вошла вошло вошли',
  'выйти выйду выйдешь выйдет выйдем выйдут вышел вышла вышло вышли',
  'перейти перейду перейдешь перейдет перейдем перейдут перешел перешла перешло перешли',
  'человек человека человеку человеком человеке люди людей людям людьми людях',
  'ребенок ребенка ребенку ребенком ребенке дети детей детям детьми детях',
  'один одна одно одни одного одной одному одним одном одних одну',
  'два две двух двум двумя',
  'три трех трем тремя',
  'платить плачу платишь платит платим платите платят',
].map((line) => line.split(' '));
const suppletive = new Map(SUPPLETIVE.flatMap((forms) => forms.map((form) => [form, forms] as const)));

function lemmasOf(plain: string): string[] {
  const forms = suppletive.get(plain);
  if (forms) return [forms[0]!];
  const { lemmasOf: lemmas, isUnchanging } = russianDictionary();
  const whole = isUnchanging(plain) ? withoutFleeting(plain) : [];
  return whole.length > 0 ? whole : lemmas(plain);
}

const CONSONANT = '[бвгджзйклмнпрстфхцчшщ]';

/** «Писем» -> «письмо»: the dictionary lists a genitive with a fleeting vowel as a word of its own. */
function withoutFleeting(plain: string): string[] {
  const [, before, vowel, last] = new RegExp(`^(.*${CONSONANT})([ое])(${CONSONANT})$`).exec(plain) ?? [];
  if (before === undefined) return [];
  const soft = vowel === 'е' ? ['', 'ь'] : [''];
  return soft
    .flatMap((sign) => ['о', 'а', 'я', 'е'].map((ending) => before + sign + last + ending))
    .filter((word) => russianDictionary().lemmasOf(word).includes(word));
}

/** «Письмо» -> «писем». */
function withFleeting(lemma: string): string[] {
  const [, before, last] = new RegExp(`^(.*${CONSONANT})ь?(${CONSONANT})[оаяе]$`).exec(lemma) ?? [];
  if (before === undefined) return [];
  return ['о', 'е'].map((vowel) => before + vowel + last).filter((word) => russianDictionary().isUnchanging(word));
}

const paradigms = new Map<string, WordTerm>();

/** The stem that most forms of a word have is its term. */
function paradigmOf(lemma: string): WordTerm {
  const made = paradigms.get(lemma);
  if (made) return made;
  const forms = [...russianDictionary().formsOf(lemma), ...withFleeting(lemma), ...(suppletive.get(lemma) ?? [])];
  const counts = new Map<string, number>();
  for (const form of forms) counts.set(stemOf(form), (counts.get(stemOf(form)) ?? 0) + 1);
  const [term] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [stemOf(lemma)];
  const paradigm = { term, otherStems: [...counts.keys()].filter((stem) => stem !== term) };
  paradigms.set(lemma, paradigm);
  return paradigm;
}
