import { defaultLanguage } from '../../content-urls.ts';
import { records, type ContentFile, type ContentSite, type PageFile } from '../content-site.ts';
import type { Tag } from '../markdown-text.ts';
import type { ProblemKind, Report } from '../problem.ts';

/** A file that nobody has read again in time. */
export interface Overdue {
  file: ContentFile;
  /** `2026-11-01` */
  reviewBy: string;
  owner: string;
  kind: Extract<ProblemKind, 'review-overdue' | 'legal-review-overdue' | 'price-review-overdue'>;
  /** What makes it a page of prices: `<Reward>`. */
  prints: string;
}

/** Overdue reviews: a warning, and a mistake where the text is legal or prints prices or shares, for those are relied on. */
export function findOverdueReviews(site: ContentSite, report: Report): void {
  for (const { file, kind, reviewBy, owner, prints } of overdueFiles(site))
    report(kind, file, file.yaml!.placeOf(['reviewBy']), { reviewBy, owner, prints });
}

/** The files whose review is overdue, in the order of their paths. */
export function overdueFiles(site: ContentSite): Overdue[] {
  const money = moneyFacts(site);
  return site.files.flatMap((file) => {
    const { checkedOn, reviewBy, kind, owner } = file.data;
    if (typeof reviewBy !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(reviewBy) || reviewBy >= site.today) return [];
    // A review before its check is a mistake of its own.
    if (typeof checkedOn === 'string' && reviewBy <= checkedOn) return [];
    const prints = pricesOn(file, money);
    const its = kind === 'legal' ? 'legal-review-overdue' : prints ? 'price-review-overdue' : 'review-overdue';
    return [{ file, reviewBy, owner: typeof owner === 'string' ? owner : ownerOfFacts(file, site), kind: its, prints }];
  });
}

/** Figures of a solution name no team: whoever answers for its front page answers for them. */
function ownerOfFacts({ collection, id }: ContentFile, site: ContentSite): string {
  const front = site.pages.find((page) => page.id === `${id}/${defaultLanguage}/index`);
  const owner = collection === 'solutionFacts' && front?.collection === 'solutions' && front.data['owner'];
  return typeof owner === 'string' ? owner : '';
}

/** What on a page prints money of facts or shares of the rules; '' when nothing does. */
function pricesOn(file: ContentFile, money: ReadonlySet<string>): string {
  if (file.collection === 'solutionFacts') return records(file.data['priceLines']).length > 0 ? 'priceLines' : '';
  if (file.collection === 'solutions' && file.data['part'] === 'index') return 'part: index';
  const found = (file as Partial<PageFile>).markdown?.tags.find((tag) => printsPrice(tag, money));
  return found ? `<${found.name}>` : '';
}

const alwaysPrices = new Set(['Earnings', 'RewardsTable', 'Reward']);

function printsPrice({ name, attributes }: Tag, money: ReadonlySet<string>): boolean {
  const value = (wanted: string) => attributes.find((attribute) => attribute.name === wanted)?.value;
  if (name === 'Fact') return money.has(`${String(value('solution'))}/${String(value('id'))}`);
  return alwaysPrices.has(name) || (name === 'KeyNumber' && value('reward') !== undefined);
}

const moneyKinds = new Set(['price', 'share', 'money']);

/** `<solution>/<fact>` of every fact that is a price, a share or another sum of money. */
function moneyFacts(site: ContentSite): Set<string> {
  const facts = site.files.filter(({ collection }) => collection === 'solutionFacts');
  return new Set(
    facts.flatMap(({ id, data }) =>
      records(data['facts']).flatMap((fact) =>
        moneyKinds.has(String(fact['kind'])) ? [`${id}/${String(fact['id'])}`] : [],
      ),
    ),
  );
}
