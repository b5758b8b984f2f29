import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Who sends a request: the other end of the connection or, behind `trustedProxies` reverse proxies, the address that the outermost
 * of them has written into `X-Forwarded-For`. Entries further left come from the sender and prove nothing.
 */
export function networkAddress(request: IncomingMessage, trustedProxies: number): string {
  const direct = plainAddress(request.socket.remoteAddress ?? '');
  if (trustedProxies === 0) return direct;
  const header = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((hop) => plainAddress(hop.trim()));
  const told = hops[Math.max(0, hops.length - trustedProxies)] ?? '';
  return isIP(told) ? told : direct;
}

/** IPv4 as such, also when a socket for both families writes it as `::ffff:192.0.2.1`; without port and brackets. */
function plainAddress(address: string): string {
  const bare = address.replace(/^\[([^\]]*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  return bare.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
}
