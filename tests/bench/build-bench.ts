import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeCorpus } from './corpus.ts';
import { measuredRun, type Measured } from './measured-run.ts';
import { makeOurProject } from './our-project.ts';
import { makeRivalProject } from './rival-project.ts';
import { median, say } from './report.ts';

/** Builds from nothing: no cache, no earlier output. */
const leftovers = [
  '.astro',
  'node_modules/.astro',
  'node_modules/.vite',
  'build',
  'build-public',
  'build-private',
  'dist',
  'private',
];
const node = process.execPath;
const astro = [node, path.join('node_modules', 'astro', 'bin', 'astro.mjs'), 'build'];
const pagefind = [node, path.join('node_modules', 'pagefind', 'lib', 'runner', 'bin.cjs'), '--site', 'dist'];
// Netlify compresses by itself, so a build there writes no compressed variants; neither does the rival.
const withoutCompression = { NETLIFY: 'true', LETOK_SITE_URL: 'http://localhost:4321' };

const builders = {
  ours: { make: makeOurProject, commands: [astro] },
  rival: { make: (folder, corpus) => makeRivalProject(folder, corpus, 'mdx'), commands: [astro, pagefind] },
  mixed: { make: (folder, corpus) => makeRivalProject(folder, corpus, 'mixed'), commands: [astro, pagefind] },
} satisfies Record<
  string,
  { make: (folder: string, corpus: ReturnType<typeof makeCorpus>) => void; commands: string[][] }
>;
type Builder = keyof typeof builders;

/** Our build against the rivals' over one corpus, in turns (ours, rival, mixed, ours, ...), so that a slow minute hits all. */
export async function benchBuild(
  size: number,
  runs: number,
  who: readonly Builder[] = ['ours', 'rival', 'mixed'],
): Promise<Measured> {
  const folder = mkdtempSync(path.join(tmpdir(), 'letok-bench-'));
  const results = new Map<Builder, Measured[]>(who.map((name) => [name, []]));
  try {
    const corpus = makeCorpus(size);
    for (const name of who) builders[name].make(path.join(folder, name), corpus);
    for (let run = 0; run < runs; run += 1)
      for (const name of run % 2 === 0 ? who : who.toReversed()) {
        const project = path.join(folder, name);
        for (const leftover of leftovers) rmSync(path.join(project, leftover), { recursive: true, force: true });
        // What the disk has still to do for the build before, it does before this one is measured.
        spawnSync('sync');
        results.get(name)!.push(await measuredRun(builders[name].commands, project, withoutCompression));
      }
    const of = (name: Builder) => results.get(name)!;
    for (const name of who) reportRuns(`build.${size}.${name}`, of(name));
    for (const rival of who.filter((name) => name !== 'ours'))
      reportRatios(`build.${size}`, rival, of('ours'), of(rival));
    await reportAfterwards(size, path.join(folder, 'ours'));
    return middle(of('ours'));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

const measures = { wall: 'wallSeconds', cpu: 'cpuSeconds', peak: 'peakMegabytes' } as const;
const units = { wall: 's', cpu: 's', peak: 'MB' } as const;
type Measure = keyof typeof measures;
const all = Object.keys(measures) as Measure[];

function values(runs: readonly Measured[], measure: Measure): number[] {
  return runs.map((run) => run[measures[measure]]).filter((value) => value !== undefined);
}

function middle(runs: readonly Measured[]): Measured {
  const of = (measure: Measure) => (values(runs, measure).length > 0 ? median(values(runs, measure)) : undefined);
  return { wallSeconds: of('wall')!, cpuSeconds: of('cpu'), peakMegabytes: of('peak') };
}

function reportRuns(name: string, runs: readonly Measured[]): void {
  for (const measure of all) {
    const found = values(runs, measure);
    if (found.length > 0) say(`${name}.${measure}`, median(found), units[measure]);
    else console.log(`# ${name}.${measure} is not measured on this system`);
  }
}

/** Ratio of neighbours in time, then the median: `build.1000.ratio` is wall time against the stack as it is used. */
function reportRatios(name: string, rival: Builder, ours: readonly Measured[], theirs: readonly Measured[]): void {
  for (const measure of all) {
    const other = values(theirs, measure);
    const ratios = values(ours, measure).map((value, at) => value / other[at]!);
    const suffix = `${rival === 'rival' ? '' : `.${rival}`}${measure === 'wall' ? '' : `.${measure}`}`;
    if (ratios.length > 0) say(`${name}.ratio${suffix}`, median(ratios), 'x');
  }
}

/** What happens outside the ratio: the compressed variants for the Node host, a second build with nothing changed. */
async function reportAfterwards(size: number, project: string): Promise<void> {
  const compress = [
    node,
    '--input-type=module',
    '--eval',
    "const { compressFiles } = await import('./src/build/publish/compress-files.ts'); await compressFiles('dist');",
  ];
  const compressed = await measuredRun([compress], project);
  say(`build.${size}.compress.wall`, compressed.wallSeconds, 's');
  if (compressed.cpuSeconds !== undefined) say(`build.${size}.compress.cpu`, compressed.cpuSeconds, 's');
  const again = await measuredRun([astro], project, withoutCompression);
  say(`build.${size}.again.wall`, again.wallSeconds, 's');
  if (again.cpuSeconds !== undefined) say(`build.${size}.again.cpu`, again.cpuSeconds, 's');
}
