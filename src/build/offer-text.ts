import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

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

export async function offerText(edition: string, language: string, root = process.cwd()): Promise<string> {
  const folder = join(root, 'content', 'programme', edition);
  const rules = parse(await readFile(join(folder, 'rules.yaml'), 'utf8')) as Record<string, unknown>;
  const rewards = rules.rewards as { id: string; percent: number }[];
  const source = await readFile(join(folder, `offer.${language}.mdx`), 'utf8');
  return documentText(source, (tag, id) => {
    if (tag === 'Reward') return `${rewards.find((reward) => reward.id === id)?.percent} %`;
    return String(id.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], rules));
  });
}
