import * as z from 'zod/mini';
import { locale } from '../../api/text-contract.ts';

const format = z.enum(['json', 'csv'], 'choice_unknown');
export type ExportFormat = z.infer<typeof format>;

/**
 * `POST /api/export`: all own data of the company, for an owner, as a download. json: `OwnData`; csv: a zip with a table for each part and a
 * text that explains them, separated by semicolons in Russian and by commas in English. Each export is written down and counts, so it is
 * no GET: another site, or a browser that loads ahead, would make one. Problems: 401 `session_required`, 403 `wrong_role`,
 * 422 `invalid_input`, 429 `too_many_requests` (20 an hour).
 */
export const exportRequest = z.object({
  format: z._default(format, 'json'),
  /** Language of tables and text; without it that of the request. */
  locale: z.optional(locale),
});

export interface OwnData {
  /** ISO 8601 UTC. */
  at: string;
  /** Rows by part (`leads`, `clients`, `receipts` ...): one for each SQL function `private.export_<part>(partner_id)`. */
  parts: Record<string, Record<string, unknown>[]>;
}

/** `GET /api/exports`, for an owner: the last five exports, the newest first. */
export interface PastExports {
  items: { at: string; format: ExportFormat; by: string }[];
}
