import { callApi, type Answer } from './call-api.ts';

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
  const answer = await callApi<{ id: string }>(`${to}?name=${encodeURIComponent(file.name.slice(-200))}`, {
    method: 'POST',
    file,
  });
  return answer.ok ? { ok: true, value: { id: answer.value.id, name: file.name, bytes: file.size } } : answer;
}
