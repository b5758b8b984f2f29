import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * `npm run check:content` in a process of its own, beside a build that starts: it takes a second for a thousand pages, and the memory
 * it needs is gone afterwards, which that of a thread would not be.
 * @returns all it has to say of mistakes and warnings, empty when there are none, and whether a build may go on
 */
export async function checkInProcess(
  root: string,
  site: string | undefined,
): Promise<{ text: string; isGood: boolean }> {
  const command = fileURLToPath(new URL('check-content.ts', import.meta.url));
  const options = ['--root', root, '--brief', ...(site === undefined ? [] : ['--site', site])];
  const check = spawn(process.execPath, [command, ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = () => check.kill();
  process.once('exit', stop);
  let text = '';
  check.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const [code] = (await once(check, 'close')) as [number | null];
  process.off('exit', stop);
  return { text: text.trimEnd(), isGood: code === 0 };
}
