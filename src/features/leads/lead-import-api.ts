import type { Answer } from '../../api/call-api.ts';
import type { Problem } from '../../api/problem-contract.ts';
import type { LeadsImported } from './lead-import-contract.ts';

/** Sends a file of leads: to be checked, or (with a key that makes a repeated send one) to be registered. Problems come back as values. */
export async function sendLeadFile(file: Blob, idempotencyKey?: string): Promise<Answer<LeadsImported>> {
  try {
    const response = await fetch(`/api/leads/import${idempotencyKey ? '' : '?dryRun=true'}`, {
      method: 'POST',
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        accept: 'application/json',
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      },
      body: file,
      signal: AbortSignal.timeout(120_000),
    });
    const value: unknown = await response.json();
    return response.ok ? { ok: true, value: value as LeadsImported } : { ok: false, problem: value as Problem };
  } catch {
    return { ok: false, problem: 'network' };
  }
}
