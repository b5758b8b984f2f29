import type { PageText } from './excerpt-rules.ts';

/** The part of Pagefind's browser API that search uses. */
export interface PagefindHit {
  id: string;
  score: number;
  words: number[];
  matchedMetaFields?: string[];
  data(): Promise<PagefindPage>;
}
export interface PagefindPage extends PageText {
  url: string;
  meta: { title: string; section: string; access: string };
}
export interface Pagefind {
  init(): Promise<void>;
  search(query: string, options: { filters: Filters }): Promise<{ results: PagefindHit[] }>;
  filters(): Promise<Record<string, Record<string, number>>>;
}

/** Wanted values by the name of the filter; a page has to have all of them. */
export type Filters = Partial<Record<'section' | 'solution' | 'role', string>>;

/** A browser remembers a module that failed to load, so every further try has an address of its own. */
let tries = 0;
const loaded = new Map<string, Promise<Pagefind>>();

/** Loads the index of a bundle once; a failed load may be tried again. */
export function loadPagefind(bundle: string): Promise<Pagefind> {
  let pagefind = loaded.get(bundle);
  if (!pagefind) {
    pagefind = (async () => {
      const module = (await import(/* @vite-ignore */ `${bundle}pagefind.js${tries > 0 ? `?${tries}` : ''}`)) as {
        createInstance(options: { basePath: string; baseUrl: string; noWorker: boolean }): Pagefind;
      };
      // Terms are few and looked up at once: a worker would cost 12 kB and save nothing.
      const instance = module.createInstance({ basePath: bundle, baseUrl: '/', noWorker: true });
      await instance.init();
      return instance;
    })();
    pagefind.catch(() => forgetPagefind(bundle));
    loaded.set(bundle, pagefind);
  }
  return pagefind;
}

export function forgetPagefind(bundle: string): void {
  tries += 1;
  loaded.delete(bundle);
}
