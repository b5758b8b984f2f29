import { createServer } from 'node:net';

/** @throws Error with a sentence that names the port and what to do */
export async function refuseTakenPort(port: number, listenOn: string | undefined): Promise<void> {
  // A program on the IPv6 side alone would be what a browser finds under "localhost", so both sides must be free.
  for (const host of listenOn ? [listenOn] : ['127.0.0.1', '::1']) {
    const code = await new Promise<string | undefined>((resolve) => {
      const probe = createServer();
      probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)));
    });
    const remedy = `choose another one with --port ${port + 1}`;
    if (code === 'EADDRINUSE') throw new Error(`Port ${port} is taken by another program: stop that one or ${remedy}.`);
    if (code === 'EACCES')
      throw new Error(`This account may not open port ${port}: ${remedy.replace(String(port + 1), '4321')}.`);
    if (code === 'EADDRNOTAVAIL' && listenOn)
      throw new Error(`This machine does not have the address ${listenOn}: mend LETOK_LISTEN.`);
  }
}
