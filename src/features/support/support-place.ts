import type { MouseEvent } from 'react';

/** Goes to another place of this page without loading it anew; the way back leads to where one was. */
export function openPlace(search: string): void {
  history.pushState(null, '', search === '' ? location.pathname : search);
  dispatchEvent(new PopStateEvent('popstate'));
  scrollTo({ top: 0 });
}

/** For links of the page to itself: a press opens the place at once, with a key held it is a link like any other. */
export function placeLink(search: string) {
  return {
    href: search === '' ? '.' : search,
    onClick: (event: MouseEvent<HTMLAnchorElement>) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      openPlace(search);
    },
  };
}

export const threadPlace = (number: string) => `?number=${encodeURIComponent(number)}`;
