import * as z from 'zod/mini';

/** How far a sale is, in the order of the board. Of the product, not of an edition: no rule looks at it. SQL: `leads_stage_is_known`. */
export const leadStages = ['new', 'contact', 'demo', 'proposal', 'contract', 'won', 'lost'] as const;

/** Why a sale was lost. SQL: `leads_lost_reason_is_known`. */
export const leadLostReasons = ['no_budget', 'no_need', 'other_vendor', 'postponed', 'no_answer', 'other'] as const;

export type LeadStage = (typeof leadStages)[number];
export type LeadLostReason = (typeof leadLostReasons)[number];

export const leadStage = z.enum(leadStages, 'choice_unknown');

/**
 * `PUT /api/leads/:id/stage`: moves a lead on the board. Answer 200 `LeadCard`. From any stage to any; the same again changes nothing, and to
 * undo is to put the earlier one. Problems: 404 `not_found` (unknown or not yours), 422 `invalid_input`.
 */
export const stageRequest = z
  .object({
    stage: leadStage,
    /** Won: the amount of the contract, integer kopecks. */
    wonAmountKopecks: z.optional(
      z.int('not_a_number').check(z.minimum(0, 'number_range'), z.maximum(1_000_000_000_000, 'number_range')),
    ),
    /** Won: the date of the contract; today unless said. */
    wonOn: z.optional(z.iso.date('date_format')),
    /** Lost: why; needed. */
    lostReason: z.optional(z.enum(leadLostReasons, 'choice_unknown')),
  })
  .check(
    z.refine(({ stage, lostReason }) => stage !== 'lost' || lostReason !== undefined, {
      error: 'required',
      path: ['lostReason'],
    }),
  );

export type StageInput = z.input<typeof stageRequest>;
