import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { programmeRules } from '../features/programme/programme-contract.ts';
import { ruleInWords, type RuleWords } from '../mdx/rule-value.ts';

/**
 * The exact text of a document people agree to, and its checksum: what a consent or an acceptance record keeps.
 * Front matter is left out, line ends are LF, the ends are trimmed; numbers of the rules are put in by `resolve`.
 */
export function documentText(
  source: string,
  resolve: (tag: string, id: string) => string = (tag) => `<${tag}>`,
): string {
  return source
    .replace(/\r\n?/g, '\n')
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/<(Rule|Reward)\s+id="([^"]+)"(\s+bare)?\s*\/>/g, (_, tag: string, id: string, bare?: string) =>
      resolve(bare ? `${tag}Bare` : tag, id),
    )
    .trim();
}

export const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

/** Checksum of the offer of an edition in a language, numbers of its rules included. */
export async function offerSha256(edition: string, language: string, root = process.cwd()): Promise<string> {
  return sha256(await offerText(edition, language, root));
}

/** The text of the offer with the numbers of its rules in words, as the page shows them. */
export async function offerText(edition: string, language: string, root = process.cwd()): Promise<string> {
  const folder = join(root, 'content', 'programme', edition);
  const rules = programmeRules.parse(parse(await readFile(join(folder, 'rules.yaml'), 'utf8')));
  const strings = JSON.parse(await readFile(join(root, 'src', 'i18n', `strings.${language}.json`), 'utf8')) as {
    rules: RuleWords;
  };
  const source = await readFile(join(folder, `offer.${language}.mdx`), 'utf8');
  return documentText(source, (tag, id) => {
    if (tag === 'Reward') return `${rules.rewards.find((reward) => reward.id === id)?.percent} %`;
    return ruleInWords(rules, id, language, strings.rules, tag === 'RuleBare');
  });
}
