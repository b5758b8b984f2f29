import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { browserPath } from '../helpers/browser.ts';
import { median, say } from './report.ts';

const run = promisify(execFile);

/** Fetched when it is asked for: with all it brings it weighs as much as a quarter of this project's packages. */
const LIGHTHOUSE = 'lighthouse@13.5.0';
const RUNS = 5;
const pages = {
  landing: '/',
  article: '/kb/pinning/extend/',
  solution: '/solutions/corporate-university/',
  apply: '/apply/',
};

interface Report {
  categories: Record<string, { score: number | null }>;
  audits: Record<string, { score: number | null; title: string; scoreDisplayMode: string }>;
}

/** What Lighthouse says of a page on a phone: the median of five in each category, and which audits keep it from 100. */
export async function benchLighthouse(address: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'letok-lighthouse-'));
  const env = { ...process.env, CHROME_PATH: await browserPath() };
  try {
    for (const [name, url] of Object.entries(pages)) {
      const reports: Report[] = [];
      for (let at = 0; at < RUNS; at += 1) {
        const file = path.join(folder, `${name}-${at}.json`);
        await run(
          'npx',
          [
            '--yes',
            LIGHTHOUSE,
            address + url,
            '--quiet',
            '--output=json',
            `--output-path=${file}`,
            '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
          ],
          { env, maxBuffer: 1 << 26 },
        );
        reports.push(JSON.parse(readFileSync(file, 'utf8')) as Report);
      }
      for (const category of Object.keys(reports[0]!.categories))
        say(
          `lighthouse.${name}.${category}`,
          median(reports.map(({ categories }) => Math.round((categories[category]?.score ?? 0) * 100))),
          'points',
        );
      const failed = Object.entries(reports.at(-1)!.audits).filter(
        ([, { score, scoreDisplayMode }]) =>
          score !== null && score < 0.9 && !['informative', 'manual', 'notApplicable'].includes(scoreDisplayMode),
      );
      for (const [id, { title, score }] of failed) console.log(`# ${name}: ${id} ${score} ${title}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
