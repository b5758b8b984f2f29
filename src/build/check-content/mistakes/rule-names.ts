import { tagContracts } from '../../../mdx/tags-contract.ts';
import { records } from '../content-site.ts';
import type { ContentSite } from '../content-site.ts';
import { nearestName } from '../nearest-name.ts';
import type { Report } from '../problem.ts';
import type { Tag } from '../markdown-text.ts';

/** Names of rules, rewards, solutions and facts in tags that do not exist. */
export function findUnknownRules(site: ContentSite, report: Report): void {
  const inForce = site.edition;
  for (const page of site.pages) {
    const rules = page.collection === 'offers' ? site.editions.get(page.id.split('/')[0]!) : inForce;
    const known = {
      rule: { kind: 'rule-unknown', names: rules ? numberNames(rules) : undefined },
      reward: {
        kind: 'reward-unknown',
        names: rules ? new Set(records(rules.rewards).map(({ id }) => String(id))) : undefined,
      },
      solution: { kind: 'solution-unknown', names: new Set(site.facts.keys()) },
      priceLine: { kind: 'price-line-unknown', names: site.priceLines },
    } as const;
    for (const tag of page.markdown.tags) {
      for (const { name, value, ...place } of tag.attributes) {
        const is = tagContracts[tag.name]?.attributes[name]?.is;
        if (typeof value !== 'string' || typeof is !== 'string') continue;
        const { kind, names } =
          is === 'fact' ? { kind: 'fact-unknown' as const, names: factsOf(tag, site) } : (known[is as 'rule'] ?? {});
        if (!kind || !names || names.has(value)) continue;
        report(kind, page, place, { name: value, names: [...names].join(', '), near: nearestName(value, names) });
      }
    }
  }
  if (!inForce && site.editions.size > 0) {
    const first = site.files.find(({ collection }) => collection === 'editions')!;
    report('edition-none-in-force', first, first.yaml?.placeOf(['inForceFrom']) ?? { line: 1, column: 1 }, {
      today: site.today,
    });
  }
}

function factsOf(tag: Tag, site: ContentSite): ReadonlySet<string> | undefined {
  const solution = tag.attributes.find(({ name }) => name === 'solution')?.value;
  return typeof solution === 'string' ? site.facts.get(solution) : undefined;
}

/** Dotted names of all numbers (and lists of numbers) among the rules. */
export function numberNames(rules: object): Set<string> {
  const names = new Set<string>();
  const search = (value: unknown, name: string) => {
    if (
      typeof value === 'number' ||
      (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'number'))
    )
      names.add(name);
    else if (value && typeof value === 'object' && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) search(inner, name ? `${name}.${key}` : key);
    }
  };
  search(rules, '');
  return names;
}
