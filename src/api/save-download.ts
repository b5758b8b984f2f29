import type { Answer } from './call-api.ts';
import { pageLanguage } from './page-language.ts';
import type { Problem } from './problem-contract.ts';

/**
 * Saves what an address hands out: the name of the file, or what went wrong, which a plain link would have saved as a file. By POST: each
 * time is written down, and another site's link shall not make one.
 */
export async function saveDownload(path: string, body: object = {}): Promise<Answer<{ name: string }>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'accept-language': pageLanguage(), 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(120_000),
    });
    if (!response.ok) return { ok: false, problem: (await response.json()) as Problem };
    const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'letok';
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    return { ok: true, value: { name } };
  } catch {
    return { ok: false, problem: 'network' };
  }
}
