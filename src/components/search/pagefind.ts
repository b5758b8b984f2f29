/** The part of Pagefind's browser API that the dialog uses. */
export interface SearchPart {
  title: string;
  url: string;
  excerpt: string;
}
export interface SearchPage {
  url: string;
  excerpt: string;
  meta: { title: string; section?: string };
  sub_results: SearchPart[];
}
export interface Pagefind {
  options(options: { basePath: string; baseUrl: string; excerptLength: number }): Promise<void>;
  init(): Promise<void>;
  debouncedSearch(
    query: string,
    options: object,
    delayMs: number,
  ): Promise<{ results: { data(): Promise<SearchPage> }[] } | null>;
}

/** A browser remembers a module that failed to load, so every further try has an address of its own. */
let tries = 0;
const loaded = new Map<string, Promise<Pagefind>>();

/** Loads the index of a bundle once; a failed load may be tried again. */
export function loadPagefind(bundle: string): Promise<Pagefind> {
  let pagefind = loaded.get(bundle);
  if (!pagefind) {
    pagefind = (async () => {
      const module = (await import(
        /* @vite-ignore */ `${bundle}pagefind.js${tries > 0 ? `?${tries}` : ''}`
      )) as Pagefind;
      await module.options({ basePath: bundle, baseUrl: '/', excerptLength: 22 });
      await module.init();
      return module;
    })();
    pagefind.catch(() => {
      tries += 1;
      loaded.delete(bundle);
    });
    loaded.set(bundle, pagefind);
  }
  return pagefind;
}
