import type { Answer } from './call-api.ts';
import type { Problem } from './problem-contract.ts';

/** What `POST /api/files` takes: at most 3 MB, told by its first bytes (`functions/files/attachment.ts`). */
export const fileAtMostBytes = 3 * 1024 * 1024;
export const fileKinds = '.pdf,.png,.jpg,.jpeg';

export interface SentFile {
  id: string;
  name: string;
  bytes: number;
}

/** Sends one file to `POST /api/files`, or to where attachments of one thing go. Problems come back as values, never as exceptions. */
export async function sendFile(file: File, to = '/api/files'): Promise<Answer<SentFile>> {
  try {
    const response = await fetch(`${to}?name=${encodeURIComponent(file.name.slice(-200))}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', accept: 'application/json' },
      body: file,
      signal: AbortSignal.timeout(120_000),
    });
    const value: unknown = await response.json();
    if (!response.ok) return { ok: false, problem: value as Problem };
    return { ok: true, value: { id: (value as { id: string }).id, name: file.name, bytes: file.size } };
  } catch {
    return { ok: false, problem: 'network' };
  }
}
