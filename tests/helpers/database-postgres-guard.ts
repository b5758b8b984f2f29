import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

// Runs a program for as long as whoever started this process lives, then stops it and removes its folder. A test run that is killed
// cannot clean up behind itself; the end of its pipe is what it leaves.

interface Guarded {
  program: string;
  parameters: string[];
  folder: string;
  user: { uid: number; gid: number } | undefined;
}

const { program, parameters, folder, user } = JSON.parse(process.argv[2]!) as Guarded;
const server = spawn(program, parameters, { ...user, cwd: folder, stdio: 'ignore' });
server.on('exit', (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(code ?? 0);
});
process.stdin.resume().on('close', () => server.kill('SIGINT'));
// Ctrl+C reaches everybody in the terminal; the pipe tells when to go.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
