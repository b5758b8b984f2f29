import type { ProgrammeRules } from '../../../features/programme/programme-contract.ts';
import { tagContracts } from '../../../mdx/tags-contract.ts';
import type { ContentSite, Names } from '../content-site.ts';
import type { Tag } from '../markdown-text.ts';
import { namesLike, nearestName } from '../nearest-name.ts';
import type { ProblemKind, Report } from '../problem.ts';

/** Names of rules, rewards, solutions, price lines, facts and teams in tags that do not exist. */
export function findUnknownRules(site: ContentSite, report: Report): void {
  const solutions = new Set(site.facts.keys());
  const rulesOf = new Map([...site.editions].map(([id, rules]) => [id, namesOf(rules)]));
  const inForce = site.edition && rulesOf.get(site.edition.id);
  for (const page of site.pages) {
    const rules = page.collection === 'offers' ? rulesOf.get(page.id.split('/')[0]!) : inForce;
    const known: Record<string, (tag: Tag) => [ProblemKind, Names]> = {
      rule: () => ['rule-unknown', rules?.numbers],
      reward: () => ['reward-unknown', rules?.rewards],
      solution: () => ['solution-unknown', solutions],
      priceLine: () => ['price-line-unknown', site.priceLines],
      fact: (tag) => ['fact-unknown', factsOf(tag, site)],
      owner: () => ['owner-unknown', site.owners],
    };
    for (const tag of page.markdown.tags) {
      for (const { name, value, ...place } of tag.attributes) {
        const is = tagContracts[tag.name]?.attributes[name]?.is;
        if (typeof value !== 'string' || typeof is !== 'string') continue;
        const [kind, names] = known[is]?.(tag) ?? [];
        if (!kind || !names || names.has(value)) continue;
        report(kind, page, place, { name: value, names: namesLike(value, names), near: nearestName(value, names) });
      }
    }
  }
  reportNoneInForce(site, report);
  reportTwoNumbers(site, report);
}

/** The headcount stands twice: as a number pages print and as the criterion that decides. */
function reportTwoNumbers(site: ContentSite, report: Report): void {
  for (const file of site.files.filter(({ collection }) => collection === 'editions')) {
    const fit = site.editions.get(file.id)?.fit;
    const decides = fit?.criteria.flatMap((criterion) => ('atLeast' in criterion ? criterion.atLeast : []))[0];
    if (!file.yaml || !fit || decides === undefined || decides === fit.headcountAtLeast) continue;
    const place = file.yaml.placeOf(['fit', 'headcountAtLeast']);
    report('numbers-differ', file, place, { given: String(fit.headcountAtLeast), decides: String(decides) });
  }
}

function reportNoneInForce(site: ContentSite, report: Report): void {
  const file = site.files.find(({ collection }) => collection === 'editions');
  const areAllReadable = [...site.editions.values()].every((rules) => rules !== undefined);
  if (!file?.yaml || site.edition || !areAllReadable) return;
  report('edition-none-in-force', file, file.yaml.placeOf(['inForceFrom']), { today: site.today });
}

function factsOf(tag: Tag, site: ContentSite): Names {
  const solution = tag.attributes.find(({ name }) => name === 'solution')?.value;
  return typeof solution === 'string' ? site.facts.get(solution) : undefined;
}

function namesOf(rules: ProgrammeRules | undefined) {
  if (!rules) return undefined;
  return { numbers: new Set(numberNames(rules, '')), rewards: new Set(rules.rewards.map(({ id }) => id)) };
}

/** Dotted names of all numbers (and lists of numbers) among the rules. */
function numberNames(value: unknown, name: string): string[] {
  const isList = Array.isArray(value);
  if (typeof value === 'number' || (isList && value.length > 0 && value.every((item) => typeof item === 'number')))
    return [name];
  if (!value || typeof value !== 'object' || isList) return [];
  return Object.entries(value).flatMap(([key, inner]) => numberNames(inner, name ? `${name}.${key}` : key));
}
