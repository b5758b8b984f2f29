import { useEffect, type RefObject } from 'react';
import type { InboxItem } from './decision-contract.ts';
import { bulkDecisionsOf, keyOf } from './inbox-rules.ts';
import { isKeyForPage } from './page-keys.ts';

interface Options {
  place: RefObject<HTMLElement | null>;
  /** In the order in which they stand. */
  items: readonly InboxItem[];
  shown: InboxItem | undefined;
  show: (id: string | undefined) => void;
  toggle: (id: string) => void;
  openKeys: () => void;
}

/** j, k, x, / and ? of the inbox; Enter is the browser's own on the focused row, a, r and d are the form's, u that of the bar. */
export function useInboxKeys({ place, items, shown, show, toggle, openKeys }: Options): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isKeyForPage(event)) return;
      const focused = items.findIndex(({ id }) => document.activeElement?.closest(`[data-case="${id}"]`));
      const at = focused >= 0 ? focused : items.findIndex(({ id }) => id === shown?.id);
      const key = keyOf(event);
      if (key === 'j' || key === 'k') {
        // The first press goes to where one is; the next ones walk.
        const step = focused < 0 && !document.activeElement?.closest('.inbox-detail') ? 0 : key === 'j' ? 1 : -1;
        const item = items[Math.min(items.length - 1, Math.max(0, at + step))];
        if (!item) return;
        const row = place.current?.querySelector<HTMLElement>(`[data-case="${item.id}"] .inbox-open-button`);
        if (matchMedia('(min-width: 64rem)').matches) show(item.id);
        row?.focus();
        row?.scrollIntoView({ block: 'nearest' });
      } else if (key === 'x') {
        const item = items[at];
        if (!item || bulkDecisionsOf(item).length === 0) return;
        toggle(item.id);
      } else if (key === '/') {
        const field = place.current?.querySelector<HTMLInputElement>('input[type=search]');
        if (!field) return;
        field.focus();
      } else if (key === '?') openKeys();
      else return;
      event.preventDefault();
      // «/» opens the search of the site elsewhere.
      event.stopPropagation();
    };
    addEventListener('keydown', press, { capture: true });
    return () => removeEventListener('keydown', press, { capture: true });
  }, [place, items, shown, show, toggle, openKeys]);
}
