import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { percentile } from './report.ts';

/*
 * A process of its own that asks for one address over kept connections, each with one request at a time, and prints what it saw:
 * `node load-generator.ts <address> <connections> <seconds>`. It reads the length from the first answer of a connection and then only
 * counts bytes, so that most of the machine is left to the server.
 */
export interface Load {
  requestsPerSecond: number;
  p50Milliseconds: number;
  p99Milliseconds: number;
  failures: number;
}

const [address = '', connections = '64', seconds = '5'] = process.argv.slice(2);
const { hostname, port, pathname } = new URL(address);
const request = Buffer.from(
  `GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\nConnection: keep-alive\r\n\r\n`,
);

const OK = Buffer.from('HTTP/1.1 200');
const latencies: number[] = [];
let failures = 0;
const began = performance.now();
const ends = began + Number(seconds) * 1000;
await Promise.all(Array.from({ length: Number(connections) }, askUntilTheEnd));
const spent = (performance.now() - began) / 1000;
const load: Load = {
  requestsPerSecond: latencies.length / spent,
  p50Milliseconds: percentile(latencies, 0.5),
  p99Milliseconds: percentile(latencies, 0.99),
  failures,
};
console.log(JSON.stringify(load));

function askUntilTheEnd(): Promise<void> {
  return new Promise((resolve) => {
    const socket: Socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    let asked = 0;
    let received = 0;
    let length = 0;
    const ask = () => {
      received = 0;
      asked = performance.now();
      socket.write(request);
    };
    socket.once('connect', ask);
    socket.once('error', () => (failures += 1));
    socket.once('close', () => resolve());
    socket.on('data', (chunk) => {
      if (received === 0 && !chunk.subarray(0, 12).equals(OK)) failures += 1;
      length ||= lengthOf(chunk);
      received += chunk.length;
      if (received < length) return;
      const now = performance.now();
      latencies.push(now - asked);
      if (now < ends) ask();
      else socket.end();
    });
  });
}

/** Of the whole answer, head and body. */
function lengthOf(chunk: Buffer): number {
  const head = chunk.toString('latin1').split('\r\n\r\n')[0]!;
  return head.length + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
}
