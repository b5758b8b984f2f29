import * as z from 'zod/mini';
import { line, optionalText, text } from '../../api/text-contract.ts';
import { country, taxIdMatchesCountry } from '../companies/company-contract.ts';

/** The protection of a client, as its partner sees it. Times are ISO 8601 UTC; periods end before their end. */
export interface Pin {
  /** When the client was pinned. */
  from: string;
  /** Protected until; promised to the partner. */
  until: string;
  /** From `until` to here nobody but the same partner may renew. */
  graceUntil: string;
  /** Calendar days of the programme's time zone to `until`; 0 on the last day, negative in grace. */
  daysLeft: number;
  state: PinState;
  /** In grace only: calendar days to `graceUntil`, 0 on the last day. */
  graceDaysLeft?: number;
  /** How many times the protection was extended or renewed. */
  extensions: number;
  /** May it be extended now (not in grace, not at the cap)? */
  canExtend: boolean;
  /** May it be renewed now (in grace, not at the cap)? */
  canRenew: boolean;
  /** What `until` would be after one extension or renewal now; absent when neither is possible. */
  extendsUntil?: string;
  /** Number of the newest receipt. */
  receipt: string;
  /** Edition whose rules govern this protection. */
  edition: string;
}

/** `ends_soon`: as many days left as the edition's first warning, or fewer. */
export type PinState = 'active' | 'ends_soon' | 'in_grace';

/**
 * `GET /api/clients?limit=&cursor=&search=&sort=&state=&broughtBy=`: own clients, grace included. `search` looks into name and tax id; `sort`
 * is `until` (the default), `name`, `since` or `extensions`, with a minus for the greatest first. Problems: 422 `invalid_input`.
 */
export interface ClientList {
  items: ClientItem[];
  next?: string;
  /** All rows that match. */
  total: number;
  /** Rows that match search and person, by state; `all` of them. A client counts as `extended` besides its state. */
  counts: Record<'all' | ClientStateFilter, number>;
  /** Who has brought clients that match the search. With the first page only, as are the two that follow. */
  people?: (Person & { clients: number })[];
  /** Clients about which a person of the vendor decides; they match search and person too. */
  inReview?: ClientInReview[];
  /** Open registrations (pins and leads in review) and how many the edition allows. */
  quota?: { used: number; of: number };
}

/** A person of the own company. */
export interface Person {
  id: string;
  name: string;
}

export const clientStateFilters = ['active', 'ends_soon', 'in_grace', 'extended'] as const;
export type ClientStateFilter = (typeof clientStateFilters)[number];
export const clientSorts = ['until', 'name', 'since', 'extensions'] as const;

/** What the list can be narrowed by, besides `search`. */
export const clientFilters = {
  state: z.optional(z.enum(clientStateFilters, 'choice_unknown')),
  /** Id of the person who registered the lead of the pin. */
  broughtBy: z.optional(z.uuid('invalid')),
};

interface ClientFacts {
  id: string;
  /** As this partner wrote it. */
  name: string;
  country: 'RU' | 'KZ' | 'BY';
  taxId: string;
  /** Who registered it; absent where nobody did (passed, returned) or the person was erased. */
  broughtBy?: Person;
}

export interface ClientItem extends ClientFacts {
  pin: Pin;
}

export interface ClientInReview extends ClientFacts {
  leadId: string;
  /** Number of the lead. */
  number: string;
  /** The date (programme's time zone) by which a person has promised to answer. */
  answerBy: string;
}

/**
 * `GET /api/clients/:id`: a client about which this partner has or had a lead, and all that happened between the two; nothing of anybody
 * else. 404 `not_found` for every other. An id from before a merge is answered with the client it turned out to be.
 */
export interface ClientPage extends ClientFacts {
  site?: string;
  /** The protection; absent when the partner does not hold the client. */
  pin?: Pin;
  /** How the last protection ended, when there is none now. */
  ended?: { from: string; at: string; how: 'expired' | 'released' | 'transferred' | 'appeal' | 'merged' };
  inReview?: { leadId: string; number: string; answerBy: string };
  /** The person at the client; only what the person agreed to. */
  contact?: { name?: string; email?: string; phone?: string };
  /** The newest first. */
  leads: {
    id: string;
    number: string;
    source: 'partner' | 'passed' | 'event' | 'returned';
    status: 'in_review' | 'pinned' | 'returned_for_correction' | 'declined' | 'ended';
    solutions: string[];
    need?: string;
    expectedAmountKopecks?: number;
    createdAt: string;
  }[];
  /** The newest first. */
  receipts: { number: string; action: Receipt['action']; at: string }[];
  /** The newest first. */
  history: ClientEvent[];
}

/** A line of the history: of one of the own leads about this client, or an appeal. */
export interface ClientEvent {
  at: string;
  /** As in `lead-contract.ts`. */
  kind: string;
  by: 'member' | 'staff' | 'programme' | 'client';
  /** Who of the own company registered or prolonged it. */
  person?: string;
  /** The lead it stands in; absent for an appeal after an immediate refusal, which leaves none. */
  leadId?: string;
  leadNumber?: string;
  source?: 'partner' | 'passed' | 'event' | 'returned';
  /** The end of the protection after it. */
  until?: string;
  /** Why: words of the own company or of the vendor. */
  reason?: string;
  /** Number of the receipt. */
  receipt?: string;
  /** The dotted rule that decided, in its edition. */
  rule?: { edition: string; id: string };
}

/**
 * `POST /api/clients/:id/extension`: prolongs a protection against stated activity. Answer 200 `{ pin: Pin }`. Problems: 404 `not_found`
 * (unknown or not yours), 409 `extension_not_possible` (at the cap, or in grace), 422 `invalid_input`.
 */
export const extensionRequest = z.object({
  /** What was done for the client since: meeting, demonstration, quote. 10 to 2,000 characters. */
  activity: text(2000).check(z.minLength(10, 'too_short')),
});

/**
 * `POST /api/clients/:id/renewal` (in grace) -> 200 `{ pin: Pin }`, 409 `renewal_not_possible`;
 * `POST /api/clients/:id/release` -> 200 `{ receipt: string }`: ends the protection at once, without grace.
 */
export const clientReasonRequest = z.object({
  /** For the history and the account manager, at most 2,000 characters. */
  reason: optionalText(2000),
});

/**
 * `POST /api/waiting-list`: to be told when a client is free again; after a refusal. Answer 202 `{}`, whether the client is pinned or not.
 */
export const waitingListRequest = z
  .object({
    country,
    /** ИНН, БИН/ИИН or УНП; checked by the rules of the country. */
    taxId: line(40),
  })
  .check(taxIdMatchesCountry);

/**
 * `GET /api/waiting-list`: `{ items: WaitingPlace[] }`: what has become free, then what is waited for, the newest first. `DELETE /api/waiting-list/:id` -> 200 `{}`, 404
 * `not_found`.
 */
export interface WaitingPlace {
  id: string;
  client: { name: string; country: 'RU' | 'KZ' | 'BY'; taxId: string };
  joinedAt: string;
  /** The letter that the client is free; shown for 14 days, until it is registered. Not whether it is free still. */
  toldAt?: string;
  /** Who asked last and is told. */
  by?: { id: string; name: string };
}

/** `POST /api/appeals`: another person looks at a refusal. Answer 202 `AppealReceived`; 404 `not_found` for a lead that is not yours. */
export const appealRequest = z
  .object({
    /** Number of the declined lead, `L-` and 8 characters; an immediate refusal leaves no lead: then `client` says which one. */
    leadNumber: z.optional(z.string().check(z.regex(/^L-[0-9A-Z]{8}$/, 'invalid'))),
    client: z.optional(z.object({ country, taxId: line(40) }).check(taxIdMatchesCountry)),
    /** Why the decision should be another one, 10 to 4,000 characters. */
    statement: text(4000).check(z.minLength(10, 'too_short')),
    /** A file sent before: the client's written choice. */
    fileId: z.optional(z.uuid('invalid')),
  })
  .check(
    z.refine(({ leadNumber, client }) => leadNumber !== undefined || client !== undefined, {
      error: 'required',
      path: ['leadNumber'],
    }),
  );

export interface AppealReceived {
  /** `P-` and 8 characters. */
  number: string;
  /** The date (programme's time zone) by which another person answers. */
  answerBy: string;
}

/** `GET /api/appeals`: `{ items: AppealItem[] }`, the newest first. */
export interface AppealItem {
  number: string;
  clientName: string;
  status: 'waiting' | 'granted' | 'denied';
  statement: string;
  /** A date (programme's time zone). */
  answerBy: string;
  createdAt: string;
  /** The own lead it is about; absent for an immediate refusal. */
  leadId?: string;
  file?: { id: string; name: string };
  /** Once it is decided and can no longer be taken back: when and why. */
  answer?: { at: string; reason: string };
}

/** `GET /api/receipts/:number`, for its holder; 404 `not_found` for anybody else's. */
export interface Receipt {
  number: string;
  /** When it happened, ISO 8601 UTC. */
  at: string;
  action: 'pinned' | 'extended' | 'renewed' | 'released' | 'transferred' | 'reinstated' | 'offer_accepted';
  partner: { name: string };
  client?: { name: string; country: 'RU' | 'KZ' | 'BY'; taxId: string };
  /** The protection after the action; absent where it has ended and for an acceptance. */
  period?: { from: string; until: string };
  edition: string;
  /** Dotted key of the rule in the edition: `pin.protectionDays`. */
  rule?: string;
  /** SHA-256 of the audit record behind it, 64 hexadecimal digits. */
  sha256: string;
  /** The exact text the checksum is taken of; absent for an acceptance, whose checksum is that of the offer. */
  record?: string;
  /** Place in the sealed chain; absent until it is sealed (within a minute). */
  sealed?: { position: number; at: string };
}

/** What `/verify/<number>` tells anybody: neither client nor partner. */
export interface ReceiptCheck {
  genuine: boolean;
  edition?: string;
  at?: string;
  sealed?: boolean;
  sha256?: string;
}

export type ExtensionInput = z.input<typeof extensionRequest>;
export type ClientReasonInput = z.input<typeof clientReasonRequest>;
export type WaitingListInput = z.input<typeof waitingListRequest>;
export type AppealInput = z.input<typeof appealRequest>;
