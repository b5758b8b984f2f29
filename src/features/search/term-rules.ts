import { stemmer as englishStem } from '@orama/stemmers/english';
import { stemmer as russianStem } from '@orama/stemmers/russian';

/**
 * The terms of search. A page is indexed by the terms of its words and a query is read into terms by these same functions, so that
 * neither `й` nor an ending stands between them. Pagefind's own stemmer is not used: since 1.5 it takes `й` for an accented `и` before
 * it looks at endings and misses every form in -ый, -ой, -ей.
 */

/** Latin letters that stand on the same place in a Russian text by mistake, and what they look like. */
const LOOK_ALIKES: Record<string, string> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
};
export const asCyrillic = (word: string) => word.replace(/[a-z]/g, (letter) => LOOK_ALIKES[letter] ?? letter);

const CYRILLIC = /\p{Script=Cyrillic}/u;
const LATIN = /[a-z]/;

/** A word as it is compared: lower case, `е` for `ё`, without accents and soft hyphens; Latin letters inside a Russian word become Russian. */
export function plainWord(word: string): string {
  const plain = word
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u0300\u0301\u00AD]/g, '')
    .replaceAll('ё', 'е');
  return CYRILLIC.test(plain) && LATIN.test(plain) ? asCyrillic(plain) : plain;
}

/** The words of a text in the order in which they stand, hyphens parting them: `аккаунт-менеджер` is two. */
export const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}\u00AD]+|[₽%№]/gu) ?? [];

/** @param word from `plainWord()` */
export function stemOf(word: string): string {
  if (word.length < 3 || /\d/.test(word)) return word.replaceAll('й', 'и');
  if (!CYRILLIC.test(word)) return englishStem(word);
  return family(russianStem(word)).replaceAll('й', 'и');
}

/**
 * A verb, its other aspect and the noun made of it count as one: закрепить, закреплять, закрепление, закреплённый; показать, показывать,
 * показ. `л` comes and goes after a labial, as in закреплю and закрепить.
 */
function family(stem: string): string {
  const verb = stem.length > 5 ? stem.replace(/(?:ен|ан|ян)(?:н|ность)?$/, '') : stem;
  const root = verb.length > 3 ? verb.replace(/(?:[иы]ва|[ая])$/, '') : verb;
  return root.length > 4 ? root.replace(/([бпвфм])л$/, '$1') : root;
}

/**
 * A term as Pagefind has it. Pagefind takes every longer word for a match and gives exact matches neither weights nor places, so a term
 * ends with a letter of no word: then no term is the beginning of another.
 */
export const closed = (term: string) => `${term}ø`;

/** Words that stand on every page and ask nothing: they are neither indexed nor looked up. */
const EMPTY_WORDS = new Set(
  [
    'а без бы был была были было быть будет будут в вам вами вас ваш ваша ваше вашего вашей вашем вашему вашею ваши ваших вашим вашими вашу весь во вот все всё вы где да',
    'для до его ее её если есть еще ещё же за зачем и из или им ими их к как какая какие каким какими каких какого какое какой каком какому какую кем когда кого ком кому',
    'которая которого которое которой котором которому которую которые который которым которыми которых кто куда либо ли лишь меня мне мной мною может можем можете можно',
    'могу могут мог моего моей моем моему моё мое моею мои моим моими моих мой мою моя мы на над надо нам нами нас наш наша наше нашего нашей нашем нашему наши наших нашим',
    'нашими нашу не него нее неё ней нем нём нему нет ни ним ними них но ну о об он она они оно от откуда по под пожалуйста подскажите при про с сам сама сами свое своё своего',
    'своей своем своём своему свои своим своими своих свой свою своя себе себя со собой так также такой там тебе тебя те тем теми тех то того тоже той только том тому тот ту',
    'ты у уж уже хотим хочу чего чем чему что чтоб чтобы чья чьи эта эти этим этими этих это этого этой этом этому этот эту я нужно делать сколько',
    'a an and are as at be by can do does for from how i if in is it its of on or our that the their them then there they this to was we what',
    'when where which who why will with you your',
  ]
    .join(' ')
    .split(' ')
    .map(plainWord),
);
export const isEmptyWord = (plain: string) => EMPTY_WORDS.has(plain) || /^\p{M}*$/u.test(plain);
