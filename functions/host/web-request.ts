import type { IncomingMessage } from 'node:http';

/** How much of a refused body is still taken in. */
const drainedBytes = 16 * 1024 * 1024;

/** The Request a function gets, made of Node's own. Its body is read only as far as the function reads it. */
export function webRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2)
    headers.append(incoming.rawHeaders[index]!, incoming.rawHeaders[index + 1]!);
  const { method = 'GET' } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  // Written together, not resolved: `//host` in the place of a path must stay a path.
  const url = `http://${incoming.headers.host}${pathOf(incoming.url ?? '/')}`;
  return new Request(url, { method, headers, signal, ...(hasBody && { body: bodyOf(incoming), duplex: 'half' }) });
}

/** The path and query of a request's target, also when it is written as a whole address. */
export function pathOf(target: string): string {
  if (target.startsWith('/')) return target;
  return URL.canParse(target) ? new URL(target).pathname + new URL(target).search : '/*';
}

function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  let isOver = false;
  let isRead = false;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (!isRead) {
          isRead = true;
          // After the end, a failure or a refusal the controller takes nothing more, and would throw.
          const end = (tell: () => void) => {
            if (!isOver) tell();
            isOver = true;
          };
          incoming.on('data', (chunk: Buffer) => {
            if (isOver) return;
            controller.enqueue(chunk);
            incoming.pause();
          });
          incoming.once('end', () => end(() => controller.close()));
          incoming.once('error', (error) => end(() => controller.error(error)));
          incoming.once('close', () => end(() => controller.error(new Error('The sender has gone'))));
        }
        incoming.resume();
      },
      // What is left of the body passes by when the answer is sent.
      cancel() {
        isOver = true;
      },
    },
    { highWaterMark: 0 },
  );
}

const draining = new WeakSet<IncomingMessage>();

/** Lets the rest of a body pass by, up to a bound; then the connection is cut. */
export function drain(incoming: IncomingMessage): void {
  if (incoming.complete || incoming.destroyed || draining.has(incoming)) return;
  draining.add(incoming);
  let left = drainedBytes;
  incoming.on('data', (chunk: Buffer) => {
    left -= chunk.byteLength;
    if (left < 0) incoming.destroy();
  });
  incoming.on('error', () => {});
  incoming.resume();
}
