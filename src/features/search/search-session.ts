import { sectionsOf, type FoundSection } from './excerpt-rules.ts';
import type { FoundPage } from './find-pages.ts';
import type { Filters } from './pagefind.ts';
import type { AskedWord } from './query-rules.ts';
import { openIndex, type OpenIndex } from './search-index.ts';
import { closestWords, termsToMark } from './suggestion-rules.ts';
import type { SearchWords } from './search-words.ts';

/** A page as it is shown. */
export interface ShownPage extends FoundSection {
  url: string;
  kind: string;
  forPartners: boolean;
  sections: FoundSection[];
}

export interface Shown {
  query: string;
  total: number;
  pages: ShownPage[];
  words: AskedWord[];
  /** Of the terms found, for the address of a result: the page marks them. */
  marks: string;
  /** Only a part of the site was looked through. */
  isFiltered: boolean;
  /** Words of the site like those of a query that found nothing. */
  closest: string[];
}

/** What the dialog and the page do with what happens. */
export interface SearchView {
  idle(): void;
  loading(): void;
  failed(): void;
  show(found: Shown): void;
}

const PAUSE_MS = 90;
/** So long a query without an answer has to stand to be counted: half a word is no question. */
const MISS_MS = 1500;

/** One field's conversation with the index: the last question wins, an answer that comes late is dropped. */
export class SearchSession {
  readonly #language: string;
  readonly #words: SearchWords;
  readonly #view: SearchView;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #missed: ReturnType<typeof setTimeout> | undefined;

  constructor(language: string, words: SearchWords, view: SearchView) {
    this.#language = language;
    this.#words = words;
    this.#view = view;
  }

  /** Opens the index before the first question. */
  warm(): void {
    this.#index().catch(() => this.#view.failed());
  }

  ask(query: string, filters: Filters, most: number): void {
    const number = (this.#asked += 1);
    clearTimeout(this.#timer);
    clearTimeout(this.#missed);
    if (query.trim() === '') return this.#view.idle();
    this.#view.loading();
    this.#timer = setTimeout(() => void this.#answer(number, query, filters, most), PAUSE_MS);
  }

  async #answer(number: number, query: string, filters: Filters, most: number): Promise<void> {
    try {
      const index = await this.#index();
      const { pages, words } = await index.find(query, filters);
      const shown = await Promise.all(pages.slice(0, most).map(read));
      if (number !== this.#asked) return;
      const isFiltered = Object.keys(filters).length > 0;
      const marks = termsToMark(words, index.known);
      const isMissed = pages.length === 0 && !isFiltered;
      const closest = isMissed ? closestWords(query, index.known) : [];
      this.#view.show({ query, total: pages.length, pages: shown, words, marks, isFiltered, closest });
      if (isMissed) this.#missed = setTimeout(() => countMiss(query, this.#language), MISS_MS);
    } catch {
      if (number === this.#asked) this.#view.failed();
    }
  }

  #index(): Promise<OpenIndex> {
    return openIndex(this.#language, this.#words.synonyms);
  }
}

async function read({ places, read: load }: FoundPage): Promise<ShownPage> {
  const page = await load();
  const { page: head, sections } = sectionsOf(page, places);
  return { ...head, url: page.url, kind: page.meta.section, forPartners: page.meta.access !== 'public', sections };
}

/** Editors learn what was looked for in vain. Nobody waits for the answer. */
function countMiss(query: string, language: string): void {
  fetch('/api/search-misses', {
    method: 'POST',
    keepalive: true,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: query.trim().slice(0, 120), language }),
  }).catch(() => {});
}
