import dgram from 'node:dgram';
import net from 'node:net';

/**
 * Closes the network to this thread: nothing of the embedded database has business outside this machine (lite brings telemetry,
 * OAuth and cloud code along). Built-in modules exist once per thread, so the rest of the host is not touched.
 */
export function closeNetwork(): void {
  net.Socket.prototype.connect = refuse;
  dgram.Socket.prototype.send = refuse;
  globalThis.fetch = async () => refuse();
}

function refuse(): never {
  throw new Error('The embedded database opens no network connection.');
}
