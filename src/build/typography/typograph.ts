import { rulesOf } from './language-rules.ts';
import { withQuotes } from './quotes.ts';

/**
 * Sets the quotes, dashes and non-breaking spaces of a language. For titles, descriptions and strings; texts of pages go through
 * the Markdown plugin, which calls the same. Applying it twice changes nothing.
 */
export function typograph(text: string, language: string): string {
  return typographRuns([text], language)[0]!;
}

/**
 * The same for a paragraph that consists of several runs (`Слово **"в** кавычках"`): a pair of quotes or a gap may span them.
 * Runs come back in the same number and order.
 */
export function typographRuns(runs: readonly string[], language: string): string[] {
  const { quotes, inRun, unbreakable } = rulesOf(language);
  const changed = runs.map((run) =>
    inRun.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), run),
  );
  const block = withQuotes(changed.join(''), quotes).replace(unbreakable, '\u00A0');
  let at = 0;
  return changed.map((run) => block.slice(at, (at += run.length)));
}
