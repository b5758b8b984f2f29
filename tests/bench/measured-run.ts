import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

export interface Measured {
  wallSeconds: number;
  /** Of the process and all its children; undefined where the system does not tell (no /proc). */
  cpuSeconds: number | undefined;
  /** The most memory the whole tree of processes held at once, in MB. */
  peakMegabytes: number | undefined;
}

const hasProc = process.platform === 'linux';
/** Clock ticks of /proc, 100 a second on every Linux that runs Node. */
const TICKS = 100;
const PAGE_BYTES = 4096;

/** Runs commands one after another as one measurement. @throws with the output when one of them fails */
export async function measuredRun(
  commands: readonly (readonly string[])[],
  cwd: string,
  environment: Record<string, string> = {},
): Promise<Measured> {
  const began = performance.now();
  const cpuBefore = cpuOfChildren();
  let peak = 0;
  // A process that outlives its parent is in nobody's account of ended children; what was seen of it last counts instead.
  const seen = new Map<number, number>();
  for (const [command, ...parameters] of commands) {
    const child = spawn(command!, parameters, {
      cwd,
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-8000)));
    const sample = () => {
      const tree = treeOf(child.pid!);
      peak = Math.max(peak, sum(tree.map(({ megabytes }) => megabytes)));
      for (const { pid, cpuSeconds } of tree) seen.set(pid, cpuSeconds);
    };
    const sampling = hasProc ? setInterval(sample, 50) : undefined;
    const code = await new Promise<number | null>((resolve, reject) =>
      child.once('error', reject).once('close', resolve),
    );
    clearInterval(sampling);
    if (code !== 0) throw new Error(`${command} ${parameters.join(' ')} ended with ${code}:\n${output}`);
  }
  return {
    wallSeconds: (performance.now() - began) / 1000,
    cpuSeconds: hasProc ? Math.max(cpuOfChildren() - cpuBefore, sum(seen.values())) : undefined,
    peakMegabytes: hasProc ? peak : undefined,
  };
}

/** CPU time of all children that have ended, with their own ended children. */
function cpuOfChildren(): number {
  if (!hasProc) return 0;
  const [, , userTicks = 0, systemTicks = 0] = statOf('self').slice(11, 15).map(Number);
  return (userTicks + systemTicks) / TICKS;
}

/** The fields of /proc/<pid>/stat after the name, which may hold spaces. */
function statOf(pid: string): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** A process and all below it: resident memory and the CPU time of each. */
function treeOf(root: number): { pid: number; megabytes: number; cpuSeconds: number }[] {
  const processes = new Map<number, { parent: number; cpuSeconds: number }>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = ifAlive(() => statOf(name));
    if (stat)
      processes.set(Number(name), {
        parent: Number(stat[1]),
        cpuSeconds: (Number(stat[11]) + Number(stat[12])) / TICKS,
      });
  }
  const children = Map.groupBy(processes.keys(), (pid) => processes.get(pid)!.parent);
  const tree = [];
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    const known = processes.get(pid);
    const resident = ifAlive(() => Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]));
    if (known && resident !== undefined)
      tree.push({ pid, megabytes: (resident * PAGE_BYTES) / 1024 / 1024, cpuSeconds: known.cpuSeconds });
    open.push(...(children.get(pid) ?? []));
  }
  return tree;
}

/** Processes end while one looks at them. */
function ifAlive<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
