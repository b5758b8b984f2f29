import { forward } from '../markdown-text.ts';
import { strings } from '../content-site.ts';
import type { ContentSite, PageFile } from '../content-site.ts';
import type { ProgrammeRules } from '../../../features/programme/programme-contract.ts';
import type { Report } from '../problem.ts';

interface TypedRule {
  /** What to write instead. */
  tag: string;
  /** The number with its unit, as somebody would type it. */
  pattern: RegExp;
  /** Pages about these topics. */
  tags: readonly string[];
}

/**
 * Numbers of the rules typed by hand («90 дней» on a page about pins): they would stay behind when an edition changes them.
 * A warning, because a number may be meant as itself.
 */
export function findTypedRules(site: ContentSite, report: Report): void {
  if (!site.edition) return;
  const rules = typedRules(site.edition);
  for (const page of site.pages) {
    if (page.collection === 'offers') continue;
    const topics = new Set(strings(page.data['tags']));
    const isProgramme = page.collection === 'pages' && page.address.path.startsWith('/programme/');
    const fitting = rules.filter(({ tags }) => isProgramme || tags.some((tag) => topics.has(tag)));
    for (const rule of fitting) checkPage(page, rule, report);
  }
}

function checkPage(page: PageFile, { tag, pattern }: TypedRule, report: Report): void {
  for (const { text, ...place } of page.markdown.words) {
    for (const match of text.matchAll(pattern))
      report('rule-typed-by-hand', page, forward(place, text.slice(0, match.index)), { found: match[0], tag });
  }
  const { title, description } = page.data;
  for (const [field, text] of Object.entries({ title, description })) {
    const found = typeof text === 'string' && text.match(pattern)?.[0];
    if (found) report('rule-typed-by-hand', page, page.yaml!.placeOf([field]), { found, tag });
  }
}

function typedRules({ pin, promise, passedLead, rewards }: ProgrammeRules): TypedRule[] {
  const days = (id: string, n: number, tags: readonly string[]): TypedRule => ({
    tag: `<Rule id="${id}" />`,
    pattern: new RegExp(
      `(?<![\\d.,–-])${n}[\\s\\u00A0]+(?:(?:календарны[йехм]+\\s+)?дн(?:ей|я|ям|ями)|день|days?)(?!\\p{L})`,
      'giu',
    ),
    tags,
  });
  const businessDays = (id: string, n: number, tags: readonly string[]): TypedRule => ({
    tag: `<Rule id="${id}" />`,
    pattern: new RegExp(
      `(?<![\\d.,–-])${n}[\\s\\u00A0]+(?:рабоч\\p{L}+\\s+дн\\p{L}+|рабочий\\s+день|(?:business|working)\\s+days?)`,
      'giu',
    ),
    tags,
  });
  const pinTags = ['pinning', 'protection'];
  return [
    days('pin.protectionDays', pin.protectionDays, pinTags),
    days('pin.extensionDays', pin.extensionDays, pinTags),
    days('pin.capDays', pin.capDays, pinTags),
    days('pin.graceDays', pin.graceDays, pinTags),
    businessDays('promise.answerBusinessDays', promise.answerBusinessDays, [...pinTags, 'offer']),
    businessDays('passedLead.answerBusinessDays', passedLead.answerBusinessDays, ['lead']),
    ...rewards.map(({ id, percent }) => ({
      tag: `<Reward id="${id}" />`,
      pattern: new RegExp(`(?<![\\d.,–-])${percent}[\\s\\u00A0]?%`, 'gu'),
      tags: ['price', 'offer'],
    })),
  ];
}
