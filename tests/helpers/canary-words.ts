/** A word that stands in one place of one private page and nowhere else. */
export interface Canary {
  word: string;
  /** Where it was put: `kb partner ru md: alt text`. */
  place: string;
  /** Whose page it is in; undefined for what both rooms share. */
  room?: Room | undefined;
  /** Does a reader of the private page get it? Comments and the like are dropped on the way: they must be nowhere. */
  isShown: boolean;
}

export type Room = 'partner' | 'staff';

/**
 * All canaries begin alike, so that one search finds whichever of them leaks, also half a word or one nobody thought of. Eight bytes
 * and more, or their base64 would be found in any compressed file by chance.
 */
export const canaryBeginnings = { latin: 'qzhvkana', cyrillic: 'жщвкан' } as const;

export type Alphabet = keyof typeof canaryBeginnings;

/** Consonants only: no stemmer, hyphenation or typography takes such a word for one of its own. */
const letters = { latin: 'bcfgklmnprtvxz', cyrillic: 'бвгдзклмнпрстфх' } as const;

/** Gives out canaries and remembers where each one is. */
export class CanaryWords {
  readonly all: Canary[] = [];

  plant(place: string, alphabet: Alphabet, room: Room | undefined, isShown = true): string {
    const own = letters[alphabet];
    let rest = this.all.length;
    let ending = '';
    for (let length = 0; length < 4; length += 1) {
      ending += own[rest % own.length];
      rest = Math.floor(rest / own.length);
    }
    const word = canaryBeginnings[alphabet] + ending;
    this.all.push({ word, place, room, isShown });
    return word;
  }
}

/** The whole canaries in a text, in lower case. */
export function canariesIn(text: string): Set<string> {
  const beginnings = Object.values(canaryBeginnings).join('|');
  return new Set(text.toLowerCase().match(new RegExp(`(?:${beginnings})\\p{L}{4}`, 'gu')));
}
