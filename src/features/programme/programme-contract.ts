import * as z from 'zod/mini';

/**
 * The rules of one edition of the programme: the shape of `content/programme/<edition>/rules.yaml`.
 *
 * Pages print them, forms and functions apply them, SQL reads them from `programme_editions.rules`.
 * Durations carry their unit in the name; days are calendar days unless the name says business days.
 */

const count = z.int().check(z.minimum(0), z.maximum(100_000));
const days = z.int().check(z.minimum(1), z.maximum(3650));
const slug = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(40));
const percent = z.number().check(z.minimum(0), z.maximum(100));
const isoDate = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));
const instant = z.iso.datetime({ offset: true });
const texts = z.record(z.string().check(z.regex(/^[a-z]{2}$/)), z.string().check(z.minLength(1)));

const hourOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
/** How soon a person answers: within so many business hours, or on the last of so many business days. */
const promisedAnswer = z.union([
  z.strictObject({ answerBusinessHours: z.int().check(z.minimum(1), z.maximum(1000)) }),
  z.strictObject({ answerBusinessDays: days }),
]);

/** One question of the fit check. Exactly one of `anyOf` (choices) and `atLeast` (a number) is present. */
const criterion = z.union([
  z.strictObject({
    id: slug,
    /** Met when at least one of the given answers is in this list ... */
    anyOf: z.array(slug).check(z.minLength(1)),
    /** ... and none of them in this one. */
    noneOf: z.array(slug),
  }),
  z.strictObject({
    id: slug,
    /** Met when the answer is this number or greater. */
    atLeast: count,
  }),
]);

export const reward = z.strictObject({
  id: slug,
  /** Share of the partner, per cent of `base`. */
  percent,
  /** What the share is counted from; words in `strings.rewards.base`. */
  base: z.enum(['licence-paid', 'renewal-yearly', 'first-payment', 'own-services']),
  /** Business days from the client's payment to the payout; absent where the client pays the partner. */
  payoutBusinessDays: z.optional(days),
  /** The figure is invented: pages show the mark «пример». */
  sample: z.optional(z.boolean()),
});

/** Texts per language, at most so long as a reason may be. */
const reasonTexts = z.array(
  z.record(z.string().check(z.regex(/^[a-z]{2}$/)), z.string().check(z.minLength(3), z.maxLength(2000))),
);
const reasonsByDecision = z.strictObject({
  approve: z.optional(reasonTexts),
  return: z.optional(reasonTexts),
  decline: z.optional(reasonTexts),
});

const kopecks = z.int().check(z.minimum(0), z.maximum(1_000_000_000_000_000));

/** What the programme is to reach, by calendar quarters of the time zone. */
const plan = z.strictObject({
  /** The figures are invented: pages show the mark «пример». */
  sample: z.optional(z.boolean()),
  /** Revenue through partners as a share of the vendor's total in the same period, per cent. */
  targetSharePercent: percent,
  quarters: z
    .array(
      z.strictObject({
        /** Such as `2026-Q4`. */
        quarter: z.string().check(z.regex(/^20\d{2}-Q[1-4]$/)),
        /** Companies in the programme at the end of the quarter, in all. */
        partnerCompanies: count,
        /** Revenue through partners in the quarter, kopecks. */
        revenueThroughPartnersKopecks: kopecks,
      }),
    )
    .check(z.minLength(1)),
});

export const programmeRules = z.strictObject({
  /** Name of the edition and of its folder, the month it comes into force. */
  id: z.string().check(z.regex(/^\d{4}-\d{2}[a-z]?$/)),
  /** Running number people see: «редакция 1». */
  number: z.int().check(z.minimum(1)),
  /** From this instant the edition is in force, until the next one's. */
  inForceFrom: instant,
  /** IANA zone in which days and business days are counted. */
  timeZone: z.string().check(z.minLength(3)),
  sample: z.optional(z.boolean()),
  /** True: partners have to accept the offer again. */
  material: z.boolean(),
  /** What is different from the edition before, per language. */
  changes: texts,

  promise: z.strictObject({
    /** A human decides an application or a lead within so many business days. */
    answerBusinessDays: days,
    /** From here on it stands on top of everybody's inbox. */
    escalateBusinessDays: days,
    /** What happens when the promise is missed: a lead without a hard conflict may be approved, an application never. */
    whenPromiseMissed: z.strictObject({ applications: z.literal('escalate'), leads: z.enum(['approve', 'escalate']) }),
  }),

  workingTime: z.strictObject({
    /** ISO week days without work, 1 = Monday; at most six, or no answer would ever be due. */
    weekend: z.array(z.int().check(z.minimum(1), z.maximum(7))).check(z.maxLength(6)),
    /** Dates without work besides the weekend. */
    nonWorkingDays: z.array(isoDate),
  }),

  pin: z.strictObject({
    /** How long a client is protected from the moment of pinning. */
    protectionDays: days,
    /** What one extension adds. */
    extensionDays: days,
    /** The most a pin may last, extensions included. */
    capDays: days,
    /** After the end: only the same partner may renew. */
    graceDays: days,
    /** The partner is warned so many days before the end. */
    warningDays: z.array(days),
    /** May a refusal say until when the client is protected? */
    discloseProtectedUntil: z.boolean(),
  }),

  lead: z.strictObject({
    /** The most mandatory fields a registration form may have. */
    requiredFieldsAtMost: z.int().check(z.minimum(1), z.maximum(30)),
    /** The offer must be accepted before the first registration. */
    requireOffer: z.boolean(),
    /** The basic course must be passed before the first registration. */
    requireCourse: z.boolean(),
  }),

  quota: z.strictObject({
    /** Pins and leads in review one partner may hold at a time. */
    openRegistrations: count,
    registrationsPerMinute: count,
    /** After so many refusals a day, registrations go to review by hand. */
    refusalsPerDay: count,
  }),

  passedLead: z.strictObject({
    /** The partner accepts or declines within so many business days; then the lead moves on. */
    answerBusinessDays: days,
    declineReasons: z.array(slug),
  }),

  /** A client's written choice moves it to another partner; absent: one person decides, whatever is at stake. */
  transfer: z.optional(
    z.strictObject({
      /** A second person has to agree when one of these is reached. */
      secondPersonAbove: z.strictObject({
        /** What the holder expects of the client at most, kopecks. */
        expectedAmountKopecks: z.optional(z.int().check(z.minimum(0))),
        /** Days of protection the holder would lose. */
        daysLeft: z.optional(days),
      }),
    }),
  ),

  /** Reasons people of the vendor may begin with, by what is decided and how; absent: they write every one. */
  decisionReasons: z.optional(
    z.strictObject({
      application: z.optional(reasonsByDecision),
      lead: z.optional(reasonsByDecision),
      appeal: z.optional(reasonsByDecision),
      transfer: z.optional(reasonsByDecision),
    }),
  ),

  /** What partners ask support: the first answer of a person is promised by kind and severity. */
  support: z.strictObject({
    /** When the vendor's people work on business days, `HH:MM` of the time zone: business hours are counted in between. */
    hours: z.strictObject({ from: hourOfDay, to: hourOfDay }).check(z.refine(({ from, to }) => from < to)),
    /** Help before the sale: a demonstration together, objections, a date. */
    presale: promisedAnswer,
    /** Help with the product, by how much it hinders: `stopped`, `broken` (an important part), `hindered` (there is a way around), `question`. */
    technical: z.strictObject({
      stopped: promisedAnswer,
      broken: promisedAnswer,
      hindered: promisedAnswer,
      question: promisedAnswer,
    }),
    /** After so many days without a word of the partner since the answer, a request counts as solved; absent: never. */
    solvedAfterDays: z.optional(days),
  }),

  /** Accepted requests per network address and hour. */
  limits: z.strictObject({
    applicationsPerHour: count,
    enquiriesPerHour: count,
    /** Answers to «Страница помогла?»; a comment sent after the answer counts once more. */
    feedbackPerHour: count,
    /** Queries of the search that found nothing. */
    searchMissesPerHour: count,
  }),

  rewards: z.array(reward),

  /** What staff measure the programme by; absent: figures are shown without a plan. */
  plan: z.optional(plan),

  fit: z.strictObject({
    fields: z.array(slug),
    expertise: z.array(slug),
    clientSizes: z.array(slug),
    aims: z.array(slug),
    headcountAtLeast: count,
    criteria: z.array(criterion),
  }),

  /** ISO 3166 codes of the countries whose companies may take part. */
  countries: z.array(z.enum(['RU', 'KZ', 'BY'])),
});

export type ProgrammeRules = z.infer<typeof programmeRules>;
export type FitCriterion = ProgrammeRules['fit']['criteria'][number];
export type Reward = z.infer<typeof reward>;

/**
 * One edition as the build publishes it (`private/programme.json`) and as the database keeps it.
 * `rulesSha256` is taken over the canonical JSON of the rules, so a function and the database can tell whether they speak of the same rules.
 */
export interface PublishedEdition {
  rules: ProgrammeRules;
  rulesSha256: string;
}
