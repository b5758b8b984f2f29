import * as z from 'zod/mini';

const instant = z.optional(z.iso.datetime({ offset: true, error: 'date_format' }));

/**
 * `GET /api/staff/audit?limit=&cursor=&search=&record=&table=&action=&who=&from=&until=` -> 200 `{ items: AuditRecord[], next? }`: staff, the
 * newest first. `POST /api/staff/audit.jsonl` and `/api/staff/audit.csv` with the same words and the body `{}` -> what is found,
 * word for word, at most 20,000 records: programme leads, each export is a record itself. Personal values stay salted hashes; notes and files partners keep for
 * themselves are in neither. Problems: 401, 403, 422, of the files also 429 (20 exports of any kind an hour and person).
 */
export const auditFilters = {
  /** Running number of one record. */
  record: z.optional(z.string().check(z.regex(/^\d{1,18}$/, 'invalid'))),
  /** Name of the table, without its schema. */
  table: z.optional(z.string().check(z.regex(/^[a-z_]{1,63}$/, 'invalid'))),
  action: z.optional(z.string().check(z.regex(/^[a-z_]{1,63}$/, 'invalid'))),
  /** Id of a person, or everybody of a kind. */
  who: z.optional(z.union([z.uuid('invalid'), z.enum(['staff', 'member', 'server', 'database'])], 'choice_unknown')),
  /** From this instant, and before that one. */
  from: instant,
  until: instant,
};

export interface AuditRecord {
  id: number;
  at: string;
  actor: { kind: 'staff' | 'member' | 'server' | 'database'; id?: string; name?: string };
  /** In our words: `register_lead`. */
  action: string;
  operation: 'insert' | 'update' | 'delete';
  /** Without its schema. */
  table: string;
  row: string;
  /** Number and company of the row, where it has them and is still there. */
  subject?: string;
  /** The columns that changed; a personal value stands as `sha256:…`. Long ones are cut. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  rule?: string;
  edition?: string;
  hasReason: boolean;
  sha256: string;
  /** Place in the chain; absent until it is sealed. */
  position?: number;
  sealedAt?: string;
  chainSha256?: string;
}

/** `GET /api/staff/audit/state` -> 200 `RegisterState`: staff. */
export interface RegisterState {
  /** `position` 0 and null: nothing is sealed yet. */
  head: { position: number; sha256: string | null; at: string | null };
  /** Records that wait for their place. */
  waiting: number;
  /** The head that went out by mail last; `week`: its Monday. */
  lastMailed?: { week: string; position: number; sha256: string };
  lastCheck?: RegisterCheck & { by?: string };
  actions: string[];
  tables: string[];
}

/** `POST /api/staff/audit/check` -> 200 `RegisterCheck`: seals what waits, follows the chain and compares the tables; programme leads. */
export interface RegisterCheck {
  at: string;
  links: number;
  tables: number;
  /** The first thing that is wrong, in English as the checker says it; absent when all is right. */
  problem?: string;
}
