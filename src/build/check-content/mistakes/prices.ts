import { shareOf } from '../../../features/programme/price-rules.ts';
import { records } from '../content-site.ts';
import type { ContentFile, ContentSite } from '../content-site.ts';
import { namesLike, nearestName } from '../nearest-name.ts';
import type { Report } from '../problem.ts';

/** Prices have one place, the price lines of a solution. Facts name a line; a sum typed a second time would stay behind when the first changes. */
export function findPriceMistakes(site: ContentSite, report: Report): void {
  for (const file of site.files.filter(({ collection }) => collection === 'solutionFacts')) {
    const lines = records(file.data['priceLines']);
    for (const [at, fact] of records(file.data['facts']).entries()) {
      const tell: Tell = (kind, field, values) => report(kind, file, file.yaml!.placeOf(['facts', at, field]), values);
      if (['price', 'share', 'launch'].includes(String(fact['kind']))) checkNames(fact, lines, site, tell);
      if (fact['kind'] === 'money') checkSum(fact, lines, site, tell);
    }
  }
}

type Tell = (kind: Parameters<Report>[0], field: string, values: Parameters<Report>[3]) => void;
type Item = ContentFile['data'];

function checkNames(fact: Item, lines: readonly Item[], { edition }: ContentSite, tell: Tell): void {
  if (lines.length === 0) return tell('price-lines-none', 'kind', { name: String(fact['id']) });
  const known = (kind: 'price-line-unknown' | 'reward-unknown', field: string, names: readonly string[]) => {
    const name = fact[field];
    if (typeof name !== 'string' || names.includes(name)) return;
    tell(kind, field, { name, names: namesLike(name, names), near: nearestName(name, names) });
  };
  known(
    'price-line-unknown',
    'line',
    lines.map(({ sku }) => String(sku)),
  );
  if (edition)
    known(
      'reward-unknown',
      'reward',
      edition.rewards.map(({ id }) => id),
    );
}

function checkSum(fact: Item, lines: readonly Item[], { edition }: ContentSite, tell: Tell): void {
  const given = fact['valueKopecks'];
  for (const { sku, priceKopecks } of lines) {
    if (typeof given !== 'number' || typeof priceKopecks !== 'number') continue;
    const line = String(sku);
    if (given === priceKopecks)
      return tell('price-repeated', 'valueKopecks', { line, instead: `kind: price, line: ${line}` });
    const reward = edition?.rewards.find(({ percent }) => percent < 100 && shareOf(priceKopecks, percent) === given);
    if (reward)
      return tell('price-repeated', 'valueKopecks', {
        line,
        instead: `kind: share, line: ${line}, reward: ${reward.id}`,
      });
  }
}
