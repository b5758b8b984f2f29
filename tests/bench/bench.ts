import { parseArgs } from 'node:util';
import { benchBuild } from './build-bench.ts';
import { say } from './report.ts';
import { benchRegister } from './register-bench.ts';
import { benchRooms } from './room-bench.ts';
import { benchSearch } from './search-bench.ts';
import { benchSite, type SitePart } from './site-bench.ts';

/*
 * `npm run bench`: speed in lines a machine can read, `bench <name> <value> <unit>`. README.md beside this file says what each means.
 *   --only build            some parts only: build, search, register, rooms, page, host, start, lighthouse (may be given several times)
 *   --pages 1000,3000       sizes of the corpus
 *   --clients 1000000       clients the conflict check has to tell apart
 *   --runs 3                builds of the smallest corpus; larger ones are built once
 */
const parts = ['build', 'search', 'register', 'rooms', 'page', 'host', 'start', 'lighthouse'] as const;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    clients: { type: 'string', default: '1000000' },
    pages: { type: 'string', default: '1000,3000' },
    runs: { type: 'string', default: '3' },
  },
});
const wanted = new Set(values.only?.flatMap((list) => list.split(',')) ?? parts);
const unknown = [...wanted].filter((part) => !parts.some((known) => known === part));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}: choose from ${parts.join(', ')}.`);
  process.exit(1);
}

const siteParts = new Set(
  parts.filter(
    (part): part is SitePart =>
      part !== 'build' && part !== 'search' && part !== 'register' && part !== 'rooms' && wanted.has(part),
  ),
);
if (siteParts.size > 0) await benchSite(siteParts);
if (wanted.has('search')) await benchSearch(1000);
if (wanted.has('rooms')) await benchRooms();
if (wanted.has('register')) await benchRegister(Number(values.clients));
if (wanted.has('build')) {
  const sizes = values.pages
    .split(',')
    .map(Number)
    .sort((a, b) => a - b);
  const times = [];
  for (const [at, size] of sizes.entries()) times.push(await benchBuild(size, at === 0 ? Number(values.runs) : 1));
  const [least, most] = [times[0]!, times.at(-1)!];
  // Three times the pages in at most three times the time: no part of the build grows faster than the site.
  if (sizes.length > 1) {
    say('build.pages.growth', sizes.at(-1)! / sizes[0]!, 'x');
    say('build.wall.growth', most.wallSeconds / least.wallSeconds, 'x');
    if (most.cpuSeconds && least.cpuSeconds) say('build.cpu.growth', most.cpuSeconds / least.cpuSeconds, 'x');
    if (most.peakMegabytes && least.peakMegabytes)
      say('build.peak.growth', most.peakMegabytes / least.peakMegabytes, 'x');
  }
}
