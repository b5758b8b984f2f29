import type { Page } from 'playwright-core';

/** Keys of somebody who is quicker than the machine: nothing is drawn between them. */
export const pressAtOnce = (page: Page, keys: string[]) =>
  page.evaluate((pressed) => {
    for (const key of pressed)
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  }, keys);
