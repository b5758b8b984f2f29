import * as z from 'zod/mini';
import { line, locale, optionalText, text } from '../../api/text-contract.ts';
import { email } from '../companies/company-contract.ts';

/** For the record, 3 to 2,000 characters. */
const reason = text(2000).check(z.minLength(3, 'too_short'));

export const partnerStatuses = ['active', 'suspended'] as const;

/**
 * `GET /api/staff/partners?limit=&cursor=&search=&sort=name|since|clients|leads&status=&accountManager=&accepted=`: staff. Answer 200
 * `{ items: PartnerRow[], next?, total }`. The search looks in name, tax id and site. Problems: 401, 403, 422 `invalid_input`.
 */
export const partnerFilters = {
  status: z.optional(z.enum(partnerStatuses, 'choice_unknown')),
  /** Id of one of the staff, or `none`. */
  accountManager: z.optional(z.union([z.uuid('invalid'), z.literal('none')], 'choice_unknown')),
  /** `yes`: bound by the edition in force; `due`: not yet; `none`: has never accepted; or the edition accepted last. */
  accepted: z.optional(z.string().check(z.regex(/^(yes|due|none|\d{4}-\d{2}[a-z]?)$/, 'choice_unknown'))),
};

export interface PartnerRow {
  id: string;
  name: string;
  country: 'RU' | 'KZ' | 'BY';
  taxId: string;
  site?: string;
  status: (typeof partnerStatuses)[number];
  sample: boolean;
  courseWaivedAt?: string;
  createdAt: string;
  /** Who looks after it; `active` false: that person has left. */
  accountManager?: { id: string; name: string; active: boolean };
  /** Clients it holds now, grace included. */
  clients: number;
  /** Leads it has ever had. */
  leads: number;
  acceptedEdition?: string;
  /** Bound by the edition in force. */
  isAccepted: boolean;
}

/** `GET /api/staff/partners/:id` -> 200 `PartnerCard`: staff. 404 `not_found`. */
export interface PartnerCard extends PartnerRow {
  people: { id: string; name: string; email: string; role: 'member' | 'owner'; active: boolean; since: string }[];
  /** Open ones. */
  invitations: { email: string; name: string; role: 'member' | 'owner'; expiresAt: string }[];
  /** The newest first; `receipt`: number of the receipt. */
  acceptances: { edition: string; receipt: string; at: string; by: string; position: string }[];
  leadsByStatus: Record<string, number>;
  /** Clients whose protection ends within the edition's first warning, or has ended and is in grace. */
  endingSoon: number;
  /** Open registrations. */
  quota: { used: number; of: number };
  requireCourse: boolean;
  /** What waits, what is due first on top. `dueOn`: the promised date. */
  cases: { kind: 'lead' | 'appeal' | 'passed_lead'; id: string; number: string; title: string; dueOn: string }[];
  /** What staff have changed of it, the last first, twenty at most. */
  changes: {
    at: string;
    by?: string;
    reason?: string;
    status?: (typeof partnerStatuses)[number];
    courseWaived?: boolean;
    accountManager?: string;
  }[];
}

/**
 * `PUT /api/staff/partners/:id` -> 200 `{ id, status, courseWaived, accountManagerId? }`. Status and course: programme leads only, with a
 * reason; the account manager: any of the staff. Pins of a suspended partner go on. Problems: 401, 403 `wrong_role`, 404 `not_found`, 422
 * `invalid_input` (`accountManagerId`: nobody of the active staff).
 */
export const partnerChange = z
  .object({
    /** suspended: its people are out at once. Each change is told to all of them by letter, without the reason. */
    status: z.optional(z.enum(partnerStatuses, 'choice_unknown')),
    /** True: it may register clients without having passed the basic course. */
    courseWaived: z.optional(z.boolean()),
    /** Id of one of the staff; null: nobody. */
    accountManagerId: z.optional(z.nullable(z.uuid('invalid'))),
    /** For the record, 3 to 2,000 characters; needed for all but the account manager. */
    reason: optionalText(2000),
  })
  .check(
    z.refine(
      (change) => {
        const isSmall = change.status === undefined && change.courseWaived === undefined;
        return change.reason === undefined
          ? isSmall && change.accountManagerId !== undefined
          : change.reason.length >= 3;
      },
      { error: 'too_short', path: ['reason'] },
    ),
  );

export type PartnerChange = z.input<typeof partnerChange>;

export const staffRoles = ['account_manager', 'programme_lead'] as const;

/** `GET /api/staff/people` -> 200 `{ items: StaffPerson[] }`: staff. */
export interface StaffPerson {
  id: string;
  name: string;
  email: string;
  role: (typeof staffRoles)[number];
  locale: string;
  active: boolean;
  since: string;
  sample: boolean;
  /** The person who asks: nobody changes the own role. */
  isYou: boolean;
  /** Partners it looks after. */
  partners: number;
  /** Decisions of it that stand. */
  decisions: number;
}

/**
 * `PUT /api/staff/people` -> 200 `{ id, email, role, active }`: adds a person of the vendor or changes one, by the address; programme leads
 * only. Problems: 401, 403 `wrong_role`, 403 `other_person_needed` (oneself), 409 `address_taken` (a person of a partner), 422.
 */
export const staffChange = z.object({
  email,
  name: line(120),
  role: z.enum(staffRoles, 'choice_unknown'),
  /** Language of the letters, two letters; `ru` where nothing is said. */
  locale: z.optional(locale),
  /** False: left; may not sign in any more. */
  active: z.optional(z.boolean()),
  reason,
});

export type StaffChange = z.input<typeof staffChange>;
