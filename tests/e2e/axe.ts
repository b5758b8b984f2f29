import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Theme = 'light' | 'dark';

/** What a further theme changes is colours: only those rules are asked again. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** What breaks WCAG 2.2 A and AA or axe's best practices on the page as it stands, in one theme after the other, as lines a person can act on. */
export async function violationsOn(page: Page, themes: Theme[] = ['light', 'dark']): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(axe);
  for (const theme of themes) {
    const rules = theme === themes[0] ? {} : { runOnly: ofColours };
    const { violations } = await page.evaluate(
      async ([name, options]) => {
        document.documentElement.setAttribute('data-theme', name);
        // Colours on their way from one theme to the other are nobody's.
        const changes = document.getAnimations().filter((one) => one instanceof CSSTransition);
        await Promise.allSettled(changes.map(({ finished }) => finished));
        const inPage = globalThis as unknown as { axe: { run(where: object, how: object): Promise<AxeResults> } };
        return inPage.axe.run({ exclude: [['iframe']] }, options);
      },
      [theme, { resultTypes: ['violations'], ...rules }] as const,
    );
    for (const { id, nodes } of violations)
      found.push(...nodes.map(({ target, failureSummary }) => `(${theme}) ${id} ${String(target)}: ${failureSummary}`));
  }
  return found;
}

/** By how many pixels the page is wider than its window. */
export const sidewaysOn = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
