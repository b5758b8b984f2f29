import { z } from 'astro/zod';
import { calendarDate } from './calendar-date.ts';
import { line, localised, slug } from './localised-text.ts';
import { datesInOrder } from './page-fields.ts';

const factFields = {
  /** Name by which pages print it, `<Fact solution="corporate-university" id="price-from" />`: `id: price-from`. */
  id: slug,
  /** What the figure says: `label: { ru: Цена от, en: Price from }`. */
  label: localised(),
  /** True when the figure is invented: `sample: true`. */
  sample: z.boolean().default(false),
};

const fact = z.discriminatedUnion('kind', [
  z.strictObject({
    ...factFields,
    /** `price`: the price of a price line, of the cheapest one when none is named. */
    kind: z.literal('price'),
    /** `line: cu-250` */
    line: slug.optional(),
  }),
  z.strictObject({
    ...factFields,
    /** `share`: what a partner earns with a price line, by the edition of the rules in force. */
    kind: z.literal('share'),
    /** `line: cu-250` */
    line: slug,
    /** Which reward of rules.yaml: `reward: ready-solution`. */
    reward: slug,
  }),
  z.strictObject({
    ...factFields,
    /** `launch`: the weeks from contract to launch, from the shortest to the longest of the price lines. */
    kind: z.literal('launch'),
  }),
  z.strictObject({
    ...factFields,
    /** `money`: integer kopecks, printed in roubles; a sum that is not in the price lines. */
    kind: z.literal('money'),
    /** 640 000 ₽ is `valueKopecks: 64000000`. */
    valueKopecks: z.int().min(0),
  }),
  z.strictObject({
    ...factFields,
    /** `number`: a number with a unit. */
    kind: z.literal('number'),
    value: z.number(),
    /** The word after the number, in the form this number needs: `unit: { ru: часов, en: hours }`. */
    unit: localised(line(40)),
  }),
  z.strictObject({
    ...factFields,
    /** `percent`: `value: 91` is printed «91 %». */
    kind: z.literal('percent'),
    value: z.number().min(0).max(1000),
  }),
  z.strictObject({
    ...factFields,
    /** `text`: words, also ranges: `value: { ru: 6–14 недель, en: 6–14 weeks }`. */
    kind: z.literal('text'),
    value: localised(line(120)),
  }),
]);

const priceLine = z.strictObject({
  /** Article number of the line in quotes: `sku: cu-250`. */
  sku: slug,
  label: localised(line(120)),
  /** Price of the licence without VAT on top, integer kopecks: `priceKopecks: 64000000`. */
  priceKopecks: z.int().min(0),
  /** Which VAT is in the line: exempt as registered software, 22 %, 20 % or not a payer: `vat: exempt-registry`. */
  vat: z.preprocess(
    (rate) => (typeof rate === 'number' ? String(rate) : rate),
    z.enum(['exempt-registry', '22', '20', 'none']),
  ),
  /** Since when this VAT holds: `vatFrom: 2026-01-01`. */
  vatFrom: calendarDate,
  /** Usual weeks from contract to launch: `launchWeeks: 6`. */
  launchWeeks: z.int().min(1).max(200),
});

/** `content/solutions/<solution>/facts.yaml`: the one place for every figure of a solution. */
export const solutionFacts = z
  .strictObject({
    /** Name of the solution: `title: { ru: Корпоративный университет, en: Corporate University }`. */
    title: localised(line(80)),
    /** What it does, in one sentence. */
    summary: localised(line(240)),
    /** The customer's task it solves; lists group by it: `task: learning`. */
    task: z.enum(['learning', 'onboarding', 'assessment', 'leave', 'service-desk', 'engagement']),
    /** Place among the solutions: `order: 10`. */
    order: z.int().min(0).max(9999).default(1000),
    /** Version of the product the texts describe: `version: "5.2"`. */
    version: line(20),
    /** True when the figures are invented: `sample: true`. */
    sample: z.boolean().default(false),
    /** The day somebody last compared the figures with the product: `checkedOn: 2026-11-12`. */
    checkedOn: calendarDate,
    /** The day the figures have to be compared again; prices past it stop the build: `reviewBy: 2027-02-12`. */
    reviewBy: calendarDate,
    /** Whom it suits, short lines. */
    suits: localised(z.array(line(120))),
    /** Whom it does not suit, and what to take instead. */
    doesNotSuit: localised(z.array(line(120))),
    /** What is in it, one or two words each; the cover has a cell for each. */
    includes: localised(z.array(line(40))),
    facts: z.array(fact),
    priceLines: z.array(priceLine),
  })
  .check(...datesInOrder);
export type SolutionFacts = z.infer<typeof solutionFacts>;
export type SolutionFact = SolutionFacts['facts'][number];
export type PriceLine = SolutionFacts['priceLines'][number];
