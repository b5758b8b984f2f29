import { isLoopback } from './loopback.ts';

/** A PostgreSQL, as `DATABASE_URL` names it. */
export interface DatabaseAddress {
  /** Name or address of the machine, or the folder of a unix socket. */
  host: string;
  port: number;
  database: string;
  username: string;
  password: string;
  /** `checked`: TLS with a certificate for this name; `unchecked`: TLS with whatever certificate; `none`: in the open. */
  tls: 'checked' | 'unchecked' | 'none';
}

const tlsOfMode = new Map<string, DatabaseAddress['tls']>([
  ['disable', 'none'],
  ['require', 'unchecked'],
  ['verify-full', 'checked'],
]);

/**
 * Reads `postgresql://user:password@host:5432/database?sslmode=…`, or `postgresql://user@localhost/database?host=/folder/of/the/socket`.
 * A mistake is told as the rest of a sentence that begins with the name of the setting, and never repeats what was given.
 */
export function readDatabaseAddress(text: string): DatabaseAddress | { problem: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const [username, password, database] = [url?.username, url?.password, url?.pathname.slice(1)].map(decoded);
  if (username === undefined || password === undefined || database === undefined)
    return { problem: 'has a % that begins no character (write %25 for it)' };
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || url.pathname.length < 2)
    return { problem: 'is not an address such as postgresql://user:password@db.example:5432/letok' };
  const unknown = [...url.searchParams.keys()].find((name) => name !== 'sslmode' && name !== 'host');
  if (unknown)
    return { problem: `has a parameter ${unknown}: only sslmode and host (the folder of a socket) are known` };
  const mode = url.searchParams.get('sslmode');
  if (mode !== null && !tlsOfMode.has(mode))
    return { problem: 'has an sslmode that is none of disable, require and verify-full' };
  const socketFolder = url.searchParams.get('host');
  const host = socketFolder ?? url.hostname.replace(/^\[|\]$/g, '');
  const isSocket = host.startsWith('/');
  if (socketFolder !== null && !isSocket) return { problem: 'has a host that is no folder of a socket' };
  if (url.username === '') return { problem: 'names no user' };
  const isNear = isSocket || isLoopback(host);
  return {
    host,
    port: Number(url.port) || 5432,
    database,
    username,
    password,
    // Passwords and people's data do not travel in the open unless somebody has written so.
    tls: mode === null ? (isNear ? 'none' : 'checked') : tlsOfMode.get(mode)!,
  };
}

function decoded(part = ''): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
