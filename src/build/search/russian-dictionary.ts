import dictionary from 'dictionary-ru';

/**
 * The Russian spelling dictionary as a table of inflections. A Hunspell dictionary lists a word once, with letters that name the ways
 * it changes («скидка/I»); each way is a list of endings to cut and to add. Read forwards that gives all forms of a word, read
 * backwards the words a form may belong to. Only endings are used: Russian prefixes make other words.
 */
export interface RussianDictionary {
  /** Words of the dictionary that have this form, «скидок» -> «скидка». `form` in lower case with «е» for «ё». */
  lemmasOf(form: string): string[];
  /** All forms of a word of the dictionary, itself included. */
  formsOf(lemma: string): string[];
  /** Stands there without a way to change: an adverb, or a form that no table of endings gives, as «писем» of «письмо». */
  isUnchanging(word: string): boolean;
}

interface Ending {
  way: string;
  cut: string;
  add: string;
  /** What the word has to end with. */
  fits: RegExp;
}

const plain = (word: string) => word.toLowerCase().replaceAll('ё', 'е');

let opened: RussianDictionary | undefined;
/** Reads the dictionary at the first call. */
export function russianDictionary(): RussianDictionary {
  return (opened ??= open());
}

function open(): RussianDictionary {
  const decoder = new TextDecoder();
  const endings = readEndings(decoder.decode(dictionary.aff));
  const ways = readWords(decoder.decode(dictionary.dic));
  const byWay = Map.groupBy(endings, ({ way }) => way);
  const byAdded = Map.groupBy(endings, ({ add }) => add);
  const longest = Math.max(...endings.map(({ add }) => add.length));

  return {
    lemmasOf(form) {
      const found = new Set<string>(ways.has(form) ? [form] : []);
      for (let length = 0; length <= Math.min(longest, form.length - 1); length += 1) {
        const stem = form.slice(0, form.length - length);
        for (const { way, cut, fits } of byAdded.get(form.slice(stem.length)) ?? []) {
          const word = stem + cut;
          if (ways.get(word)?.includes(way) && fits.test(word)) found.add(word);
        }
      }
      return [...found];
    },
    formsOf(lemma) {
      const forms = new Set([lemma]);
      for (const way of ways.get(lemma) ?? '')
        for (const { cut, add, fits } of byWay.get(way) ?? [])
          if (lemma.endsWith(cut) && fits.test(lemma)) forms.add(lemma.slice(0, lemma.length - cut.length) + add);
      return [...forms];
    },
    isUnchanging: (word) => ways.get(word) === '',
  };
}

/** `SFX I   ка   ок   [^ьй]ка`: way, letters to cut, letters to add, what the word ends with; 0 stands for nothing. */
function readEndings(text: string): Ending[] {
  const endings: Ending[] = [];
  for (const [, way = '', cut = '', add = '', fits = ''] of text.matchAll(
    /^SFX (\S) +(\S+) +([^\s/]+)(?:\/\S+)? +(\S+)/gm,
  )) {
    if (/^[YN]$/.test(cut) && /^\d+$/.test(add)) continue;
    endings.push({
      way,
      cut: cut === '0' ? '' : plain(cut),
      add: add === '0' ? '' : plain(add),
      fits: new RegExp(`${plain(fits)}$`),
    });
  }
  return endings;
}

/** Words in lower case alone: names would only make common words doubtful. */
function readWords(text: string): Map<string, string> {
  const words = new Map<string, string>();
  for (const line of text.split('\n').slice(1)) {
    const [word = '', ways = ''] = line.trim().split('/');
    if (!/^[а-яё-]{2,}$/.test(word)) continue;
    const name = plain(word);
    words.set(name, (words.get(name) ?? '') + ways);
  }
  return words;
}
