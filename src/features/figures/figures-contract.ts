import * as z from 'zod/mini';
import { optionalText } from '../../api/text-contract.ts';

/** A calendar quarter of the programme's time zone: `2026-Q4`. */
const quarter = z.string().check(z.regex(/^20\d{2}-Q[1-4]$/, 'invalid'));
const kopecks = z
  .int('not_a_number')
  .check(z.minimum(0, 'number_range'), z.maximum(1_000_000_000_000_000, 'number_range'));

/** `GET /api/staff/figures?quarter=` -> 200 `StaffFigures`: staff; without a quarter the present one. Problems: 401, 403, 422. */
export const figuresFilters = { quarter: z.optional(quarter) };

export interface StaffFigures {
  at: string;
  /** Whose decisions and leads are told. */
  quarter: string;
  edition: string;
  /** The plan is invented. */
  planIsSample: boolean;
  /** Revenue through partners as a share of the total, per cent. */
  targetSharePercent?: number;
  promise: { answerBusinessDays: number };
  quarters: QuarterFacts[];
  decisions: {
    kind: CaseKind;
    waiting: number;
    /** Waiting, and the promised date is over. */
    overdue: number;
    /** In the quarter. */
    decided: number;
    inTime: number;
    /** From receipt to decision, by the clock on the wall; absent while there was none. */
    medianHours?: number;
  }[];
  /** Eight weeks from today; `count`: pins whose protection ends in that week. */
  pins: { week: number; from: string; to: string; count: number }[];
  /** Leads that came in the quarter, and what has become of them until now. */
  leads: {
    registered: number;
    everPinned: number;
    byStatus: Record<LeadStatus, number>;
    /** How far sales of the pinned ones have come; empty while leads have no stages. */
    byStage: Record<string, number>;
  };
}

export const caseKinds = ['application', 'lead', 'appeal'] as const;
export type CaseKind = (typeof caseKinds)[number];
export const leadStatuses = ['in_review', 'pinned', 'returned_for_correction', 'declined', 'ended'] as const;
export type LeadStatus = (typeof leadStatuses)[number];

export interface QuarterFacts {
  quarter: string;
  firstDay: string;
  lastDay: string;
  isCurrent: boolean;
  /** Companies at the end of the quarter, or now; suspended ones are not counted. Absent: it has not begun. */
  partners?: number;
  /** Companies that joined in it. */
  joined?: number;
  partnersPlan?: number;
  revenuePlanKopecks?: number;
  revenue?: EnteredFigure;
  /** What partners say they have won in it, kopecks: a help for whoever enters the revenue. */
  wonKopecks?: number;
  /** How many times it was corrected. */
  corrections: number;
}

/** What was entered for a quarter. `by` is absent where the demo world did it. */
export interface EnteredFigure {
  quarter: string;
  totalRevenueKopecks: number;
  partnerRevenueKopecks: number;
  by?: string;
  at: string;
  sample: boolean;
}

/**
 * `POST /api/staff/figures` -> 200 `EnteredFigure`: the revenue of a quarter that has begun, or its correction; what stood there stays in the
 * history. Honours `Idempotency-Key`. Problems: 401, 403, 422 `invalid_input` (`partnerRevenueKopecks`: more than the total; `reason`: a
 * correction without one; `quarter`: not begun).
 */
export const figuresRequest = z
  .object({
    quarter,
    /** Revenue of the vendor in all, kopecks. */
    totalRevenueKopecks: kopecks,
    /** What of it came through partners, kopecks. */
    partnerRevenueKopecks: kopecks,
    /** Why it is corrected, at most 2,000 characters; needed from the second time on. */
    reason: optionalText(2000),
  })
  .check(
    z.refine(({ totalRevenueKopecks, partnerRevenueKopecks }) => partnerRevenueKopecks <= totalRevenueKopecks, {
      error: 'number_range',
      path: ['partnerRevenueKopecks'],
    }),
  );
export type FiguresInput = z.input<typeof figuresRequest>;

export const figureNames = ['partners', 'revenue', 'decisions', 'pins', 'leads'] as const;
export type FigureName = (typeof figureNames)[number];

/**
 * `GET /api/staff/figures/rows?figure=&quarter=&kind=&inTime=&week=&status=&limit=&cursor=` -> 200 `{ items: FigureRow[], next?, total }`: the
 * rows behind a figure. `POST /api/staff/figures.csv` with the same words and the body `{}` -> all of them as a table: programme
 * leads, each export is written down in the register. `GET /api/staff/figures.csv?table=&quarter=` -> the table the page shows: staff. Problems: 401, 403, 422, of all rows
 * also 429 (20 exports of any kind an hour and person).
 */
export const rowFilters = {
  ...figuresFilters,
  figure: z.enum(figureNames, 'choice_unknown'),
  /** Of decisions. */
  kind: z.optional(z.enum(caseKinds, 'choice_unknown')),
  inTime: z.optional(z.enum(['true', 'false'], 'choice_unknown')),
  /** Of pins: 1 is the seven days from now. */
  week: z.optional(z.string().check(z.regex(/^[1-8]$/, 'number_range'))),
  /** Of leads: what has become of them, or `ever_pinned`. */
  status: z.optional(z.enum([...leadStatuses, 'ever_pinned'], 'choice_unknown')),
  stage: z.optional(z.string().check(z.regex(/^[a-z_]{1,40}$/, 'choice_unknown'))),
  /** Of leads and pins: one partner's. */
  partnerId: z.optional(z.uuid('invalid')),
};

export const figureTables = ['quarters', 'decisions', 'pins', 'leads'] as const;
export type FigureTable = (typeof figureTables)[number];
export const tableFilters = { ...figuresFilters, table: z.enum(figureTables, 'choice_unknown') };

/** One row; which keys it has follows from the figure. */
export interface FigureRow {
  id: string;
  partnerId?: string;
  partner?: string;
  clientId?: string;
  client?: string;
  country?: string;
  taxId?: string;
  number?: string;
  title?: string;
  kind?: CaseKind;
  status?: LeadStatus;
  source?: string;
  accountManager?: string;
  joinedAt?: string;
  receivedAt?: string;
  decidedAt?: string;
  answerBy?: string;
  inTime?: boolean;
  hours?: number;
  until?: string;
  quarter?: string;
  totalRevenueKopecks?: number;
  partnerRevenueKopecks?: number;
  by?: string;
  at?: string;
}
