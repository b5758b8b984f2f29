import type { Page } from 'playwright-core';

/** Keys of somebody who is quicker than the machine: nothing is drawn between them. */
export const pressAtOnce = (page: Page, keys: string[]) =>
  page.evaluate((pressed) => {
    for (const key of pressed)
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  }, keys);

/** What the browser does at Escape when the focus is on something that is no text field, and the next key in the same moment. */
export const cancelAndPress = (page: Page, dialog: string, key: string) =>
  page.evaluate(
    ([selector, next]) => {
      document.querySelector<HTMLDialogElement>(selector!)!.requestClose();
      document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: next!, bubbles: true }));
    },
    [dialog, key],
  );
