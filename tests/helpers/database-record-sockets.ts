import { appendFileSync } from 'node:fs';
import { subscribe } from 'node:diagnostics_channel';

// Preloaded into every thread of a child process (`--import <this file>?log=<path>`): each socket that is opened towards anywhere
// leaves a line. The path comes with the address, because a thread may have an environment of its own.
const log = new URL(import.meta.url).searchParams.get('log')!;
for (const channel of ['net.client.socket', 'undici:request:create', 'http.client.request.created', 'udp.socket'])
  subscribe(channel, () => appendFileSync(log, `${channel}\n`));
