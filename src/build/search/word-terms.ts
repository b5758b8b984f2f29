import { isEmptyWord, plainWord, stemOf } from '#features/search/term-rules.ts';
import { russianDictionary } from './russian-dictionary.ts';

/** What a word of a page is indexed by. */
export interface WordTerm {
  term: string;
  /** Stems that other forms of the word have and its term does not follow from: `скидок` for `скидк`. */
  otherStems: readonly string[];
}

const known = new Map<string, WordTerm | undefined>();

/**
 * The term of a word, all its forms together: one stem for the whole paradigm, where endings alone would give several («скидка» and
 * «скидок», «день» and «дня», «плачу» and «платить»). The dictionary knows the paradigm; a word it does not know has the stem of its own.
 * @returns undefined for a word that asks nothing
 */
export function termOfWord(word: string): WordTerm | undefined {
  const plain = plainWord(word);
  if (!known.has(plain)) known.set(plain, isEmptyWord(plain) ? undefined : find(plain));
  return known.get(plain);
}

function find(plain: string): WordTerm {
  const own = stemOf(plain);
  if (!/^[а-я]{3,}$/.test(plain)) return { term: own, otherStems: [] };
  const paradigms = lemmasOf(plain).map(paradigmOf);
  // A form of two words («стали») keeps to the one whose term is its own stem, so that the plain reading holds.
  return paradigms.find(({ term }) => term === own) ?? paradigms[0] ?? { term: own, otherStems: [] };
}

/** Forms without a common beginning, which no table of endings tells. */
const SUPPLETIVE = [
  'идти иду идешь идет идем идут шел шла шло шли шедший',
  'прийти приду придешь придет придем придут пришел пришла пришло пришли',
  'найти найду найдет найдем найдут нашел нашла нашли',
  'пройти пройду пройдет пройдем пройдут прошел прошла прошли',
  'уйти уйду уйдет уйдут ушел ушла ушли',
  'войти войду войдет войдут вошел вошла вошли',
  'выйти выйду выйдет выйдут вышел вышла вышли',
  'человек человека человеку человеком люди людей людям людьми людях',
  'ребенок ребенка дети детей детям детьми детях',
  'платить плачу платишь платит',
].map((line) => line.split(' '));
const suppletive = new Map(SUPPLETIVE.flatMap((forms) => forms.map((form) => [form, forms] as const)));

function lemmasOf(plain: string): string[] {
  const forms = suppletive.get(plain);
  return forms ? [forms[0]!] : russianDictionary().lemmasOf(plain);
}

const paradigms = new Map<string, WordTerm>();

/** The stem that most forms of a word have is its term. */
function paradigmOf(lemma: string): WordTerm {
  const made = paradigms.get(lemma);
  if (made) return made;
  const forms = [...russianDictionary().formsOf(lemma), ...(suppletive.get(lemma) ?? [])];
  const counts = new Map<string, number>();
  for (const form of forms) counts.set(stemOf(form), (counts.get(stemOf(form)) ?? 0) + 1);
  const [term] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [stemOf(lemma)];
  const paradigm = { term, otherStems: [...counts.keys()].filter((stem) => stem !== term) };
  paradigms.set(lemma, paradigm);
  return paradigm;
}
