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
  /** Pages about these topics; programme pages are about all. */
  topics: readonly string[];
  /** A word that shows what the number means, in the same piece of text. Numbers that are rare need none. */
  beside?: RegExp;
}

/**
 * Numbers of the rules typed by hand («90 дней» on a page about pins): they would stay behind when an edition changes them.
 * A warning, because a number may be meant as itself.
 */
export function findTypedNumbers(site: ContentSite, report: Report): void {
  if (!site.edition) return;
  const rules = typedRules(site.edition);
  for (const page of site.pages) {
    if (page.collection === 'offers') continue;
    const topics = new Set(strings(page.data['tags']));
    const isProgramme = page.collection === 'pages' && page.address.path.startsWith('/programme/');
    for (const rule of rules)
      if (isProgramme || rule.topics.some((topic) => topics.has(topic))) checkPage(page, rule, report);
  }
}

function checkPage(page: PageFile, { tag, pattern, beside = /(?:)/ }: TypedRule, report: Report): void {
  for (const { text, ...place } of page.markdown.numbers) {
    if (!beside.test(text)) continue;
    for (const match of text.matchAll(pattern))
      report('rule-typed-by-hand', page, forward(place, text.slice(0, match.index)), { found: match[0], tag });
  }
  for (const field of ['title', 'description']) {
    const text = page.data[field];
    const found = typeof text === 'string' && beside.test(text) && text.match(pattern)?.[0];
    if (found) report('rule-typed-by-hand', page, page.yaml!.placeOf([field]), { found, tag });
  }
}

const aboutPins = ['pinning', 'protection'];
const alone = '(?<![\\d.,–-])';

function typedRules({ pin, promise, passedLead, rewards }: ProgrammeRules): TypedRule[] {
  return [
    { ...inDays('pin.protectionDays', pin.protectionDays), topics: aboutPins },
    { ...inDays('pin.capDays', pin.capDays), topics: aboutPins },
    { ...inDays('pin.extensionDays', pin.extensionDays), topics: aboutPins, beside: /продл|exten/i },
    { ...inDays('pin.graceDays', pin.graceDays), topics: aboutPins, beside: /запас|grace/i },
    { ...inBusinessDays('promise.answerBusinessDays', promise.answerBusinessDays), topics: [...aboutPins, 'offer'] },
    {
      ...inBusinessDays('passedLead.answerBusinessDays', passedLead.answerBusinessDays),
      topics: ['lead'],
      beside: /передан|passed/i,
    },
    ...rewards.map(({ id, percent }) => ({
      tag: `<Reward id="${id}" />`,
      pattern: new RegExp(`${alone}${percent}[\\s\\u00A0]?%`, 'gu'),
      topics: ['price', 'offer', 'sales'],
      beside: /вознагражд|ваш\p{L}+ дол|reward|your share/iu,
    })),
  ];
}

const inDays = (id: string, n: number) => ({
  tag: `<Rule id="${id}" />`,
  pattern: new RegExp(
    `${alone}${n}[\\s\\u00A0]+(?:календарн\\p{L}+\\s+)?(?:дн(?:ей|я|ям|ями)|день|days?)(?!\\p{L})`,
    'giu',
  ),
});

const inBusinessDays = (id: string, n: number) => ({
  tag: `<Rule id="${id}" />`,
  pattern: new RegExp(
    `${alone}${n}[\\s\\u00A0]+(?:рабоч\\p{L}+\\s+(?:дн\\p{L}+|день)|(?:business|working)\\s+days?)`,
    'giu',
  ),
});
