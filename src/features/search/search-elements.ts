import { fill, plural } from '#i18n/formats.ts';
import type { ExcerptPiece } from './excerpt-rules.ts';
import type { Filters } from './pagefind.ts';
import { forgetQueries, recentQueries } from './recent-queries.ts';
import type { Shown } from './search-session.ts';
import type { SearchWords } from './search-words.ts';

/** Pieces of the interface that the dialog and the page share. Texts come in as text, never as markup. */

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export const marked = (pieces: readonly ExcerptPiece[]): (Node | string)[] =>
  pieces.map(({ text, found }) => (found ? make('mark', {}, text) : text));

/** Where a result leads: the page marks the words it was found by. */
export const addressOf = (url: string, anchor: string, marks: string) =>
  `${url}${marks ? `?find=${encodeURIComponent(marks)}` : ''}${anchor ? `#${anchor}` : ''}`;

/** One line above the results: how many, and where a query was read otherwise than it was typed. */
export function summary(
  language: string,
  words: SearchWords,
  { query, total, words: asked, isFiltered }: Shown,
): (Node | string)[] {
  const instead = asked.filter(({ instead: other }) => other !== undefined);
  const missing = new Set(asked.filter(({ terms }) => terms.length === 0).map(({ typed }) => typed));
  if (total === 0) return [fill(isFiltered ? words.noneFiltered : words.none, { query: query.trim() })];
  const sentences = [`${plural(language, words.count, total)}${instead.length + missing.size > 0 ? '.' : ''}`];
  if (instead.length > 0) {
    const read = asked.map(({ typed, instead: other }) => other ?? typed).join(' ');
    sentences.push(fill(words.instead, { query: read }));
  }
  if (missing.size > 0) sentences.push(fill(words.missing, { words: [...missing].join(', ') }));
  return [sentences.join(' ')];
}

/**
 * For a query without an answer: the rest of the site where filters hid it, else similar words, pages in the
 * language it is written in, and whom to ask.
 */
export function helpOut(
  words: SearchWords,
  { query, closest, isFiltered }: Shown,
  ask: (query: string) => void,
  fields: Iterable<HTMLSelectElement>,
): HTMLElement {
  const help = make('div', { class: 'search-help' });
  if (isFiltered) {
    const everywhere = make('button', { type: 'button', class: 'search-word' }, words.everywhere);
    everywhere.addEventListener('click', () => {
      for (const field of fields) field.value = '';
      ask(query);
    });
    help.append(make('p', {}, everywhere));
    return help;
  }
  if (closest.length > 0)
    help.append(
      make('p', {}, words.closest),
      make('p', { class: 'search-words' }, ...closest.map((word) => wordButton(word, ask))),
    );
  for (const { language, script, address, link } of words.elsewhere)
    if (script !== '' && new RegExp(`\\p{Script=${script}}`, 'u').test(query))
      help.append(
        make(
          'p',
          { lang: language },
          make(
            'a',
            { href: `${address}?${new URLSearchParams({ q: query.trim() })}` },
            fill(link, { query: query.trim() }),
          ),
        ),
      );
  const mail = new URL(`mailto:${words.mail}`);
  mail.searchParams.set('subject', fill(words.askSubject, { query: query.trim() }));
  help.append(make('p', {}, words.noneHint, ' ', make('a', { href: mail.href.replaceAll('+', '%20') }, words.ask)));
  return help;
}

/** Queries of this browser, until it forgets them. */
export function recents(words: SearchWords, ask: (query: string) => void): HTMLElement | undefined {
  const queries = recentQueries();
  if (queries.length === 0) return undefined;
  const forget = make('button', { type: 'button', class: 'search-plain' }, words.forget);
  const list = make(
    'div',
    { class: 'search-help' },
    make('p', {}, words.recent, ' ', forget),
    make('p', { class: 'search-words' }, ...queries.map((query) => wordButton(query, ask))),
  );
  forget.addEventListener('click', () => {
    forgetQueries();
    list.remove();
  });
  return list;
}

function wordButton(word: string, ask: (query: string) => void): HTMLButtonElement {
  const button = make('button', { type: 'button', class: 'search-word' }, word);
  button.addEventListener('click', () => ask(word));
  return button;
}

/** The choices to filter by, as fields of one line. */
export function filterFields(
  words: SearchWords,
  onChange: () => void,
): { element: HTMLElement; fields: HTMLSelectElement[]; read(): Filters } {
  const fields = (Object.keys(words.choices) as (keyof Filters)[]).map((name) => {
    const select = make(
      'select',
      { name, 'aria-label': words.filters[name] },
      make('option', { value: '' }, words.filters[name]),
      ...Object.entries(words.choices[name]).map(([value, title]) => make('option', { value }, title)),
    );
    select.addEventListener('change', onChange);
    return select;
  });
  return { element: make('div', { class: 'search-filters' }, ...fields), fields, read: () => filtersOf(fields) };
}

export const filtersOf = (fields: Iterable<HTMLSelectElement>): Filters =>
  Object.fromEntries([...fields].filter(({ value }) => value !== '').map(({ name, value }) => [name, value]));
