import type { Page } from 'playwright-core';

/** What stands on whatever has the focus; nothing where that is the page itself, whose text has everything in it. */
export const focusedText = (page: Page): Promise<string> =>
  page.evaluate("document.activeElement === document.body ? '' : (document.activeElement?.textContent ?? '')");
