import { callApi } from '../../api/call-api.ts';
import type { LeadsImported } from './lead-import-contract.ts';

/** Sends a file of leads: to be checked, or (with a key that makes a repeated send one) to be registered. */
export const sendLeadFile = (file: Blob, idempotencyKey?: string) =>
  callApi<LeadsImported>(`/api/leads/import${idempotencyKey ? '' : '?dryRun=true'}`, {
    method: 'POST',
    file,
    fileType: 'text/csv; charset=utf-8',
    idempotencyKey,
  });
