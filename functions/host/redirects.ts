import { readFile } from 'node:fs/promises';
import path from 'node:path';

export interface Redirect {
  from: string;
  to: string;
  status: number;
}

/** The redirects the build has written for Netlify (`dist/_redirects`): `from to [status]`, one per line, without patterns. */
export async function readRedirects(folder: string): Promise<Map<string, Redirect>> {
  const text = await readFile(path.join(folder, '_redirects'), 'utf8').catch(() => '');
  const lines = text.split('\n').map((line) => line.replace(/#.*/, '').trim());
  const redirects = lines.filter(Boolean).map((line) => {
    const [from = '', to = '', status = '301'] = line.split(/\s+/);
    return { from: encodeOnce(from), to, status: Number.parseInt(status, 10) };
  });
  return new Map(redirects.map((redirect) => [redirect.from.replace(/(?<=.)\/$/, ''), redirect]));
}

/** A path as browsers send it, whether the file has it encoded or not. */
function encodeOnce(from: string): string {
  try {
    return encodeURI(decodeURI(from));
  } catch {
    return from;
  }
}
