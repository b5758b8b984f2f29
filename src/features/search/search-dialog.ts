import stylesheet from './search-dialog.css?url';
import { rememberQuery } from './recent-queries.ts';
import { addressOf, filterFields, helpOut, make, marked, recents, summary } from './search-elements.ts';
import { SearchSession, type Shown, type ShownPage } from './search-session.ts';
import { loadWords, type SearchWords } from './search-words.ts';

/** The search dialog: a combobox over the results, grouped by part of the site. */
let made: Promise<HTMLDialogElement> | undefined;

export async function openSearch(opener: HTMLElement): Promise<void> {
  made ??= makeDialog(opener);
  made.catch(() => (made = undefined));
  const dialog = await made;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('input')!.select();
}

async function makeDialog(opener: HTMLElement): Promise<HTMLDialogElement> {
  const language = opener.dataset.language ?? 'ru';
  const [words] = await Promise.all([loadWords(language), loadStylesheet()]);
  return createDialog(language, words, opener.querySelector('a')!.href);
}

const RESULTS_AT_ONCE = 6;

/** The dialog's looks come with its first use, like its words and its index. */
function loadStylesheet(): Promise<void> {
  const link = make('link', { rel: 'stylesheet', href: stylesheet });
  document.head.append(link);
  return new Promise((resolve) => {
    link.addEventListener('load', () => resolve(), { once: true });
    link.addEventListener('error', () => resolve(), { once: true });
  });
}

function createDialog(language: string, words: SearchWords, pageUrl: string): HTMLDialogElement {
  const input = make('input', {
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
  });
  const close = make(
    'button',
    { type: 'button', class: 'search-close', 'aria-label': words.close },
    make('kbd', {}, 'Esc'),
  );
  const form = make('form', { class: 'search-field', role: 'search' }, input, close);
  const filters = filterFields(words, ask);
  const status = make('p', { class: 'search-status', role: 'status' });
  const beside = make('div', { class: 'search-beside' });
  const list = make('div', {
    class: 'search-results',
    id: 'search-results',
    role: 'listbox',
    'aria-label': words.results,
  });
  const all = make('a', { class: 'search-all', href: pageUrl }, words.all);
  const element = make(
    'dialog',
    { class: 'search-dialog', 'aria-label': words.title },
    form,
    filters.element,
    status,
    beside,
    list,
    make('div', { class: 'search-foot' }, keys(words), all),
  );
  document.body.append(element);

  const session = new SearchSession(language, words, {
    idle() {
      list.replaceChildren();
      status.textContent = words.hint;
      const asked = recents(words, fillIn);
      beside.replaceChildren(...(asked ? [asked] : []));
      setActive(undefined);
      all.href = pageUrl;
    },
    loading() {
      if (list.childElementCount === 0) status.textContent = words.loading;
    },
    failed() {
      list.replaceChildren();
      beside.replaceChildren();
      const again = make('button', { type: 'button', class: 'search-plain' }, words.retry);
      again.addEventListener('click', ask);
      status.replaceChildren(`${words.failed} `, again);
    },
    show(found) {
      status.replaceChildren(...summary(language, words, found));
      beside.replaceChildren(...(found.total === 0 ? [helpOut(words, found, fillIn, filters.fields)] : []));
      list.replaceChildren(...groups(found, words));
      list.scrollTop = 0;
      all.href = `${pageUrl}?${new URLSearchParams({ q: found.query.trim(), ...filters.read() })}`;
      setActive(options()[0]);
    },
  });
  function ask() {
    session.ask(input.value, filters.read(), RESULTS_AT_ONCE);
  }
  function shut() {
    element.close();
    // A closed dialog may keep the focus for a moment, and the next key would be taken for typing.
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && element.contains(focused)) focused.blur();
  }
  function fillIn(query: string) {
    input.value = query;
    input.focus();
    ask();
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

  input.addEventListener('input', ask);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    active()?.click();
  });
  input.addEventListener('keydown', (event) => {
    const shown = options();
    const index = shown.indexOf(active()!);
    const move: Record<string, number> = { ArrowDown: index + 1, ArrowUp: index - 1 };
    // The browser would empty the field first; whoever presses Escape wants to go on reading.
    if (event.key === 'Escape') {
      event.preventDefault();
      shut();
    } else if (event.key in move && shown.length > 0) {
      event.preventDefault();
      setActive(shown[(move[event.key]! + shown.length) % shown.length]);
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && active()) {
      event.preventDefault();
      rememberQuery(input.value);
      window.open(active()!.href, '_blank', 'noopener');
    }
  });
  list.addEventListener('pointermove', (event) => {
    const option = (event.target as HTMLElement).closest('a');
    if (option && option !== active()) setActive(option);
  });
  // Escape beside the field: on a filter, on a button.
  element.addEventListener('cancel', (event) => {
    event.preventDefault();
    shut();
  });
  element.addEventListener('click', (event) => {
    const target = event.target as HTMLElement;
    if (list.contains(target) && target.closest('a')) rememberQuery(input.value);
    if (target === element || target.closest('a, .search-close')) shut();
  });
  session.ask('', {}, 0);
  session.warm();
  return element;
}

function keys(words: SearchWords): HTMLElement {
  const key = (name: string) => make('kbd', {}, name);
  return make(
    'p',
    { class: 'search-keys', 'aria-hidden': 'true' },
    make('span', {}, key('↑'), key('↓'), words.select),
    make('span', {}, key('↵'), words.go),
    make('span', {}, key('Ctrl'), key('↵'), words.newTab),
  );
}

/** The results as options of a list box, grouped by part of the site in the order of their best pages. */
function groups({ pages, marks }: Shown, words: SearchWords): HTMLElement[] {
  let id = 0;
  const option = (title: string, excerpt: Shown['pages'][number]['excerpt'], href: string, className: string) =>
    make(
      'div',
      { id: `search-${(id += 1)}`, class: `search-option ${className}`, role: 'option', 'aria-selected': 'false' },
      make('a', { href, tabindex: '-1' }, make('strong', {}, title), make('span', {}, ...marked(excerpt))),
    );
  const rows = (page: ShownPage) => {
    const title = page.forPartners ? `${page.title} · ${words.forPartners}` : page.title;
    return [
      option(title, page.excerpt, addressOf(page.url, '', marks), ''),
      ...page.sections.map((section) =>
        option(section.title, section.excerpt, addressOf(page.url, section.anchor, marks), 'search-part'),
      ),
    ];
  };
  return [...Map.groupBy(pages, ({ kind }) => kind)].map(([kind, inGroup]) => {
    const name = words.kinds[kind] ?? words.kinds['other'] ?? '';
    return make(
      'div',
      { class: 'search-group', role: 'group', 'aria-label': name },
      make('p', {}, name),
      make('div', {}, ...inGroup.flatMap(rows)),
    );
  });
}
