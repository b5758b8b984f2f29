import { appendFileSync } from 'node:fs';
import { subscribe } from 'node:diagnostics_channel';

// Preloaded into every thread of a child process (`--import`): each socket that is opened towards anywhere leaves a line.
for (const channel of ['net.client.socket', 'undici:request:create', 'http.client.request.created', 'udp.socket'])
  subscribe(channel, () => appendFileSync(process.env['LETOK_SOCKET_LOG']!, `${channel}\n`));
