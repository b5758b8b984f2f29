import stylesheet from './search-dialog.css?url';
import { fill, plural } from '#i18n/formats.ts';
import { loadWords, type SearchWords } from './search-words.ts';
import { loadPagefind } from './pagefind.ts';
import { resultGroups } from './search-results.ts';

/** The search dialog: a combobox over the results. Words of the reader's language, results grouped by part of the site. */
let dialog: HTMLDialogElement | undefined;

export async function openSearch(opener: HTMLElement): Promise<void> {
  const language = opener.dataset.language ?? 'ru';
  if (!dialog) await loadStylesheet();
  dialog ??= createDialog(opener.dataset.bundle ?? '/pagefind/', language, await loadWords(language));
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('input')!.select();
}

const RESULTS_AT_ONCE = 8;

/** The dialog's looks come with its first use, like its words and its index. */
function loadStylesheet(): Promise<void> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = stylesheet;
  document.head.append(link);
  return new Promise((resolve) => {
    link.addEventListener('load', () => resolve(), { once: true });
    link.addEventListener('error', () => resolve(), { once: true });
  });
}

function createDialog(bundle: string, language: string, words: SearchWords): HTMLDialogElement {
  const element = document.createElement('dialog');
  element.className = 'search-dialog';
  element.setAttribute('aria-label', words.title);
  element.append(template(words));
  document.body.append(element);

  const input = element.querySelector('input')!;
  const list = element.querySelector<HTMLElement>('[role=listbox]')!;
  const status = element.querySelector<HTMLElement>('[role=status]')!;
  let lastQuery = '';

  const say = (text: string) => {
    status.textContent = text;
  };
  const fail = () => {
    const again = document.createElement('button');
    again.type = 'button';
    again.className = 'search-retry';
    again.textContent = words.retry;
    again.addEventListener('click', search);
    status.replaceChildren(`${words.failed} `, again);
  };

  async function search() {
    const query = input.value.trim();
    lastQuery = query;
    if (!query) {
      list.replaceChildren();
      setActive(undefined);
      return say(words.hint);
    }
    if (list.childElementCount === 0) say(words.loading);
    try {
      const pagefind = await loadPagefind(bundle);
      const found = await pagefind.debouncedSearch(query, {}, 120);
      if (!found || query !== lastQuery) return;
      const pages = await Promise.all(found.results.slice(0, RESULTS_AT_ONCE).map((result) => result.data()));
      if (query !== lastQuery) return;
      list.replaceChildren(...resultGroups(pages, words));
      say(
        found.results.length
          ? plural(language, words.count, found.results.length)
          : `${fill(words.none, { query })}. ${words.noneHint}`,
      );
      setActive(options()[0]);
    } catch {
      list.replaceChildren();
      fail();
    }
  }

  const options = () => [...list.querySelectorAll<HTMLAnchorElement>('a')];
  function setActive(option: HTMLAnchorElement | undefined) {
    for (const other of options()) other.parentElement!.setAttribute('aria-selected', String(other === option));
    if (option) {
      input.setAttribute('aria-activedescendant', option.parentElement!.id);
      option.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
    input.setAttribute('aria-expanded', String(options().length > 0));
  }
  const active = () => list.querySelector<HTMLAnchorElement>('[aria-selected=true] a');

  input.addEventListener('input', search);
  element.querySelector('form')!.addEventListener('submit', (event) => {
    event.preventDefault();
    active()?.click();
  });
  input.addEventListener('keydown', (event) => {
    const all = options();
    const index = all.indexOf(active()!);
    const move: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1 };
    if (event.key in move && all.length > 0) {
      event.preventDefault();
      setActive(all[(move[event.key]! + all.length) % all.length]);
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && active()) {
      event.preventDefault();
      window.open(active()!.href, '_blank', 'noopener');
    }
  });
  list.addEventListener('pointermove', (event) => {
    const option = (event.target as HTMLElement).closest('a');
    if (option && option !== active()) setActive(option);
  });
  element.addEventListener('click', (event) => {
    if (event.target === element || (event.target as HTMLElement).closest('a, .search-close')) element.close();
  });
  say(words.hint);
  loadPagefind(bundle).catch(fail);
  return element;
}

function template(words: SearchWords): DocumentFragment {
  const make = <K extends keyof HTMLElementTagNameMap>(
    tag: K,
    props: Record<string, string> = {},
    ...children: (Node | string)[]
  ) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const fragment = new DocumentFragment();
  fragment.append(
    make(
      'form',
      { class: 'search-field', role: 'search' },
      make('input', {
        type: 'search',
        role: 'combobox',
        'aria-label': words.title,
        'aria-controls': 'search-results',
        'aria-expanded': 'false',
        'aria-autocomplete': 'list',
        placeholder: words.placeholder,
        autocomplete: 'off',
        spellcheck: 'false',
        enterkeyhint: 'go',
        maxlength: '120',
      }),
      make('button', { type: 'button', class: 'search-close', 'aria-label': words.close }, make('kbd', {}, 'Esc')),
    ),
    make('p', { class: 'search-status', role: 'status' }),
    make('div', { class: 'search-results', id: 'search-results', role: 'listbox', 'aria-label': words.results }),
    make(
      'p',
      { class: 'search-keys', 'aria-hidden': 'true' },
      make('span', {}, make('kbd', {}, '↑'), make('kbd', {}, '↓'), words.select),
      make('span', {}, make('kbd', {}, '↵'), words.go),
      make('span', {}, make('kbd', {}, 'Ctrl'), make('kbd', {}, '↵'), words.newTab),
    ),
  );
  return fragment;
}
