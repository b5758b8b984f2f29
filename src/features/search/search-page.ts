import { rememberQuery } from './recent-queries.ts';
import { addressOf, filtersOf, helpOut, make, marked, recents, summary } from './search-elements.ts';
import { SearchSession, type ShownPage } from './search-session.ts';
import { loadWords, type SearchWords } from './search-words.ts';

const AT_ONCE = 10;

/** The page of search. Its address says what is asked, so it can be passed on and gone back to. */
class SearchPageElement extends HTMLElement {
  #most = AT_ONCE;

  async connectedCallback() {
    const language = this.dataset['language'] ?? 'ru';
    const status = this.querySelector<HTMLElement>('.search-status')!;
    const words = await loadWords(language).catch(() => undefined);
    if (words) this.#open(language, words, status);
    else status.append(make('a', { href: location.href }, '↻'));
  }

  #open(language: string, words: SearchWords, status: HTMLElement): void {
    const form = this.querySelector('form')!;
    const input = this.querySelector('input')!;
    const fields = [...this.querySelectorAll('select')];
    const beside = this.querySelector('.search-beside')!;
    const list = this.querySelector<HTMLElement>('.search-list')!;
    const more = this.querySelector<HTMLButtonElement>('.search-more')!;
    const session = new SearchSession(language, words, {
      idle: () => {
        list.replaceChildren();
        more.hidden = true;
        status.textContent = words.hint;
        const asked = recents(words, fillIn);
        beside.replaceChildren(...(asked ? [asked] : []));
      },
      loading: () => {
        if (list.childElementCount === 0) status.textContent = words.loading;
      },
      failed: () => {
        list.replaceChildren();
        beside.replaceChildren();
        more.hidden = true;
        const again = make('button', { type: 'button', class: 'search-plain' }, words.retry);
        again.addEventListener('click', ask);
        status.replaceChildren(`${words.failed} `, again);
      },
      show: (found) => {
        status.replaceChildren(...summary(language, words, found));
        beside.replaceChildren(...(found.total === 0 ? [helpOut(words, found, fillIn, fields)] : []));
        list.replaceChildren(...found.pages.map((page) => row(page, words, found.marks)));
        more.hidden = found.pages.length >= found.total;
      },
    });
    const ask = () => session.ask(input.value, filtersOf(fields), this.#most);
    const askAnew = () => {
      this.#most = AT_ONCE;
      history.replaceState(history.state, '', addressOfSearch(input.value, fields));
      ask();
    };
    const fillIn = (query: string) => {
      input.value = query;
      input.focus();
      askAnew();
    };
    input.addEventListener('input', askAnew);
    for (const field of fields) field.addEventListener('change', askAnew);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      list.querySelector('a')?.focus();
    });
    more.addEventListener('click', () => {
      const shown = list.childElementCount;
      this.#most += AT_ONCE;
      ask();
      // The keyboard goes on where the new results begin.
      new MutationObserver((_, observer) => {
        observer.disconnect();
        list.children[shown]?.querySelector('a')?.focus();
      }).observe(list, { childList: true });
    });
    list.addEventListener('click', (event) => {
      if ((event.target as HTMLElement).closest('a')) rememberQuery(input.value);
    });
    const asked = new URLSearchParams(location.search);
    input.value = asked.get('q') ?? '';
    for (const field of fields) {
      const wanted = asked.get(field.name) ?? '';
      if ([...field.options].some(({ value }) => value === wanted)) field.value = wanted;
    }
    if (input.value === '') input.focus();
    ask();
  }
}

function addressOfSearch(query: string, fields: readonly HTMLSelectElement[]): string {
  const wanted = new URLSearchParams({ ...(query.trim() && { q: query.trim() }), ...filtersOf(fields) });
  return wanted.size > 0 ? `?${wanted}` : location.pathname;
}

function row(page: ShownPage, words: SearchWords, marks: string): HTMLElement {
  const place = [
    words.kinds[page.kind] ?? words.kinds['other'] ?? '',
    ...(page.forPartners ? [words.forPartners] : []),
  ];
  const below = page.sections.map(({ title, anchor }) =>
    make('li', {}, make('a', { href: addressOf(page.url, anchor, marks) }, title)),
  );
  return make(
    'li',
    { class: 'search-row' },
    make('p', { class: 'note muted' }, place.join(' · ')),
    make('h2', {}, make('a', { href: addressOf(page.url, '', marks) }, page.title)),
    make('p', {}, ...marked(page.excerpt)),
    ...(below.length > 0 ? [make('ul', {}, ...below)] : []),
  );
}

customElements.define('letok-search-page', SearchPageElement);
