import * as z from 'zod/mini';
import { line, text } from '../../api/text-contract.ts';

export const supportKinds = ['presale', 'technical'] as const;
export type SupportKind = (typeof supportKinds)[number];

/** What help before a sale is needed: a demonstration together, an answer to objections, a date to be kept, something else. */
export const supportHelps = ['joint_demo', 'objections', 'date', 'other'] as const;
export type SupportHelp = (typeof supportHelps)[number];

/** How much it hinders: nobody can work; an important part fails; there is a way around; a question. */
export const supportSeverities = ['stopped', 'broken', 'hindered', 'question'] as const;
export type SupportSeverity = (typeof supportSeverities)[number];

/** Whose turn it is: `waiting_for_vendor` (an answer is promised), `waiting_for_partner`, or nobody's. A message of the partner opens a solved one again. */
export const supportStates = ['waiting_for_vendor', 'waiting_for_partner', 'solved'] as const;
export type SupportState = (typeof supportStates)[number];

/** What somebody writes, 1 to 4,000 characters, and ids of at most five files of `POST /api/files`. */
const words = { text: text(4000), files: z.optional(z.array(z.uuid('invalid')).check(z.maxLength(5, 'too_many'))) };
const solution = z
  .string()
  .check(z.maxLength(40, 'choice_unknown'), z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'choice_unknown'));
/** Number of a lead of one's own (`L-…`): the client it is about. */
const leadNumber = z.optional(line(20));

/** A name this machine and browsers know: what is shown by another one fails. */
function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

const presale = z.object({
  kind: z.literal('presale'),
  help: z.enum(supportHelps, 'choice_unknown'),
  leadNumber,
  solution: z.optional(solution),
  /** When we are wanted, or by when it is needed: an instant, ISO 8601 with its offset. */
  wantedAt: z.optional(z.iso.datetime({ offset: true, message: 'date_format' })),
  /** IANA name of the time zone the partner thinks of it in; goes with `wantedAt`. */
  wantedZone: z.optional(line(60).check(z.refine(isTimeZone, 'choice_unknown'))),
  ...words,
});

const technical = z.object({
  kind: z.literal('technical'),
  solution,
  severity: z.enum(supportSeverities, 'choice_unknown'),
  leadNumber,
  ...words,
});

/**
 * `POST /api/support`: a partner asks for help. Honours `Idempotency-Key`. Answer 201 `SupportThread`, with the moment until which an
 * answer is promised. Problems: 404 `not_found` (a lead or file that is not yours), 429 `too_many_requests`, 401 `session_required`,
 * 403 `wrong_role`, 422 `invalid_input`.
 */
export const supportRequest = z.discriminatedUnion('kind', [presale, technical], 'choice_unknown').check(
  z.refine((asked) => asked.kind !== 'presale' || (asked.wantedAt === undefined) === (asked.wantedZone === undefined), {
    message: 'invalid',
    path: ['wantedZone'],
  }),
);
export type SupportRequest = z.infer<typeof supportRequest>;
export type SupportInput = z.input<typeof supportRequest>;

/**
 * `POST /api/support/:id/messages` (id or number). Honours `Idempotency-Key`. Answer 201 `SupportThread`. Problems as above, and 409
 * `thread_full`: it has 500 messages.
 */
export const supportMessage = z.object(words);
export type SupportMessageInput = z.input<typeof supportMessage>;

/**
 * `POST /api/staff/support/:id/messages`: answers or asks back. Honours `Idempotency-Key`. Answer 201 `StaffSupportThread`. Problems: 409
 * `thread_full` (it has 600 messages: some more than a partner can write), 429 `too_many_requests`.
 */
export const staffSupportMessage = z.object({
  ...words,
  /** True: we need the partner's answer to go on. */
  isQuestion: z.optional(z.boolean()),
});
export type StaffSupportMessageInput = z.input<typeof staffSupportMessage>;

/** `POST /api/staff/support/:id/assignee` -> 200 `StaffSupportThread`: gives the request to a person of the vendor; without one, to the caller. */
export const supportAssignment = z.object({ personId: z.optional(z.uuid('invalid')) });

/** What a list of requests can be narrowed by, in the address. `open`: all but solved. */
export const supportFilters = {
  state: z.optional(z.enum([...supportStates, 'open'], 'choice_unknown')),
  kind: z.optional(z.enum(supportKinds, 'choice_unknown')),
};
/** Of the queue besides: `own=true`, those of mine and of partners I look after. */
export const staffSupportFilters = { ...supportFilters, own: z.optional(z.literal('true', 'choice_unknown')) };

/** One row of `GET /api/support`. Moments are ISO 8601 UTC. */
export interface SupportRow {
  id: string;
  number: string;
  kind: SupportKind;
  help?: SupportHelp;
  solution?: string;
  severity?: SupportSeverity;
  wantedAt?: string;
  wantedZone?: string;
  lead?: { id: string; number: string; clientName: string };
  state: SupportState;
  /** Until when an answer is promised; while it is our turn. */
  answerBy?: string;
  /** That moment has passed. */
  isLate: boolean;
  /** It is the partner's turn because we have asked back. */
  isAsked: boolean;
  solvedAt?: string;
  /** `programme`: the partner was silent for the days of the edition. */
  solvedBy?: 'partner' | 'vendor' | 'programme';
  askedBy: string;
  /** The person of the vendor who looks after it. */
  assignedTo?: string;
  /** The beginning of the first message. */
  excerpt: string;
  messages: number;
  edition: string;
  createdAt: string;
  changedAt: string;
  sample: boolean;
}

/** `GET /api/support?limit=&cursor=&search=&state=&kind=`, what moved last on top. */
export interface SupportList {
  items: SupportRow[];
  next?: string;
  total: number;
}

export interface SupportLine {
  id: string;
  /** `question`: we need an answer; `solved`: somebody said so, or the programme after silence. */
  kind: 'message' | 'question' | 'solved';
  at: string;
  by: 'partner' | 'vendor' | 'programme';
  author?: string;
  isOwn?: boolean;
  text?: string;
  files: { id: string; name: string; mediaType: string; bytes: number }[];
}

/** In the address of a thread: the id of a line, to get those before it. Without it the newest are given. */
export const supportPlace = z.object({ before: z.optional(z.uuid('invalid')) });

/**
 * `GET /api/support/:id?before=` (id or number), and the answer to whatever changes it. Problems: 404 `not_found` (unknown or not yours, or
 * it has no such line).
 */
export interface SupportThread extends SupportRow {
  /** Up to 50 lines, the oldest first. */
  thread: SupportLine[];
  /** How many lines are before those. */
  earlier: number;
}

/** One row of `GET /api/staff/support`, by the promise: what is due first on top. */
export interface StaffSupportRow extends SupportRow {
  partner: { id: string; name: string };
  isMine: boolean;
}

export interface StaffSupportList {
  items: StaffSupportRow[];
  next?: string;
  total: number;
}

/** `GET /api/staff/support/:id?before=` (id or number), and the answer to whatever changes it. */
export interface StaffSupportThread extends StaffSupportRow {
  thread: SupportLine[];
  earlier: number;
  assignedId?: string;
  /** To whom it may be given. */
  people: { id: string; name: string }[];
}
