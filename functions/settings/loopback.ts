/** Where SMTP, cookies and databases may speak without TLS: on this machine only. */
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** True for the names of this machine; `name` as in `URL.hostname`. */
export function isLoopback(name: string): boolean {
  return loopbackHosts.has(name.toLowerCase()) || name.toLowerCase().endsWith('.localhost');
}
