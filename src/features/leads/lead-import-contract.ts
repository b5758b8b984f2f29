/** At most so many rows in one file, and so many bytes: a thousand rows with a need of some sentences. */
export const importRowsAtMost = 1000;
export const importBytesAtMost = 1024 * 1024;

/** What the columns of the file may be called, the first one in the template; capitals and blanks do not matter. */
export const importColumns = {
  'client.name': ['client.name', 'название', 'company', 'name'],
  'client.country': ['client.country', 'страна', 'country'],
  'client.taxId': ['client.taxId', 'инн', 'tax id', 'taxId'],
  'client.site': ['client.site', 'сайт', 'site'],
  'contact.name': ['contact.name', 'контакт', 'contact'],
  'contact.email': ['contact.email', 'почта', 'email'],
  'contact.phone': ['contact.phone', 'телефон', 'phone'],
  'contact.consent': ['contact.consent', 'согласие', 'consent'],
  solutions: ['solutions', 'решения'],
  need: ['need', 'задача'],
  expectedAmountRub: ['expectedAmountRub', 'сумма, ₽', 'сумма', 'amount, rub'],
  expectedCloseOn: ['expectedCloseOn', 'дата договора', 'close on'],
} as const satisfies Record<string, readonly string[]>;

export type ImportColumn = keyof typeof importColumns;

export const requiredImportColumns: readonly ImportColumn[] = ['client.name', 'client.country', 'client.taxId', 'need'];

/**
 * `POST /api/leads/import?dryRun=true`: many clients at once, `text/csv` in UTF-8 (`,` or `;`), at most 1 MB and 1,000 rows, each by the
 * rules of `POST /api/leads`. Honours `Idempotency-Key`. Answer 200 `LeadsImported`. A dry run registers nothing and says nothing about clients of
 * others. Problems: 422 `csv_encoding`, `csv_malformed`, `csv_too_many_rows`, `invalid_input` (a column is missing), 413 `too_large`, 403
 * `offer_not_accepted`, 429 `too_many_requests` (an import counts as one registration). `GET`: the template.
 */
export interface LeadsImported {
  rows: ImportedRow[];
}

export interface ImportedRow {
  /** Line of the file on which the row begins, from 1; the first one holds the names of the columns. */
  line: number;
  /** `valid`: of a dry run, nothing speaks against it; `duplicate`: an earlier row has the same client. */
  outcome: 'pinned' | 'in_review' | 'refused' | 'valid' | 'duplicate' | 'invalid';
  /** What the row says of the client, as it stands there. */
  client?: { name?: string; taxId?: string };
  /** Of a refusal, as the form gets it; of an invalid row, what is wrong with its field. */
  code?: string;
  field?: string;
  /** Of the lead. */
  number?: string;
  until?: string;
  answerBy?: string;
}

/** One row as the columns say it. */
export type ImportRow = Partial<Record<ImportColumn, string>>;
