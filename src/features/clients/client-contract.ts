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

/** `GET /api/clients`: own clients, the ones that end first on top. */
export interface ClientList {
  items: ClientItem[];
  next?: string;
  /** Open registrations (pins and leads in review) and how many the edition allows. */
  quota?: { used: number; of: number };
}

export interface ClientItem {
  id: string;
  /** As this partner wrote it. */
  name: string;
  country: 'RU' | 'KZ' | 'BY';
  taxId: string;
  pin: Pin;
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

/** `GET /api/waiting-list`: `{ items: WaitingPlace[] }`, the newest first. `DELETE /api/waiting-list/:id` -> 200 `{}`, 404 `not_found`. */
export interface WaitingPlace {
  id: string;
  client: { name: string; country: 'RU' | 'KZ' | 'BY'; taxId: string };
  joinedAt: string;
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
