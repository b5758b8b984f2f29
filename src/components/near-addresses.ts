import { distance } from '#build/check-content/nearest-name.ts';

/** A page of the site: address and title. */
export type Address = readonly [url: string, title: string];

/** Below this two addresses have nothing to do with one another. */
const ALIKE = 0.6;

/** The pages of a language that were probably meant by an address without one, the likeliest first. */
export function nearAddresses(path: string, addresses: readonly Address[], language: string, most = 5): Address[] {
  const wanted = partsOf(path, language);
  if (wanted.length === 0) return [];
  return addresses
    .map((address) => ({ address, score: likeness(wanted, partsOf(address[0], language)) }))
    .filter(({ score }) => score >= ALIKE)
    .sort((a, b) => b.score - a.score || (a.address[0] < b.address[0] ? -1 : 1))
    .slice(0, most)
    .map(({ address }) => address);
}

/** `/en/kb/Pinning/extend.html` -> `kb`, `pinning`, `extend`: what somebody may have meant by it. */
function partsOf(path: string, language: string): string[] {
  const parts = path
    .toLowerCase()
    .replace(/\/index\.\w+$|\.(html?|mdx?|php|aspx?)$/, '')
    .split('/')
    .filter(Boolean);
  return parts[0] === language ? parts.slice(1) : parts;
}

/** From 0 to 1: the same page in another place, a slip of the pen, the section it would stand in, words in common. */
function likeness(wanted: readonly string[], known: readonly string[]): number {
  if (known.length === 0) return 0;
  const name = wanted.at(-1)!;
  const whole = alike(wanted.join('/'), known.join('/'));
  const last = name.length > 2 ? 0.95 * alike(name, known.at(-1)!) : 0;
  const isAbove = known.length < wanted.length && known.every((part, at) => part === wanted[at]);
  const above = isAbove ? 0.6 + 0.1 * (known.length / wanted.length) : 0;
  const words = name.split(/[-_.+ ]+/).filter((word) => word.length > 3);
  const shared = words.filter((word) => known.some((part) => part.split('-').includes(word)));
  const inCommon = words.length > 0 ? 0.85 * (shared.length / words.length) : 0;
  return Math.max(whole, last, above, inCommon);
}

const alike = (a: string, b: string) => 1 - distance(a, b) / Math.max(a.length, b.length);
