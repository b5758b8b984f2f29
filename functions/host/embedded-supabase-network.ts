import dgram from 'node:dgram';
import net from 'node:net';
import type { DatabaseAddress } from '../settings/database-address.ts';

/**
 * Closes the network to this thread, but for the way to the database of the settings: nothing else has business outside (lite brings
 * telemetry, OAuth and cloud code along). Built-in modules exist once per thread, so the rest of the host is not touched.
 */
export function closeNetwork(database?: DatabaseAddress): void {
  const connect = net.Socket.prototype.connect;
  const { host, port } = database ?? {};
  net.Socket.prototype.connect = function (this: net.Socket, ...to: unknown[]) {
    const isDatabase = database && ((to[0] === port && to[1] === host) || to[0] === `${host}/.s.PGSQL.${port}`);
    return isDatabase ? (connect.apply(this, to as never) as net.Socket) : refuse();
  };
  dgram.Socket.prototype.send = refuse;
  globalThis.fetch = async () => refuse();
}

function refuse(): never {
  throw new Error('The embedded database opens no network connection.');
}
