import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { freePort } from './free-port.ts';

/**
 * How the mail server takes it: `down` nobody listens, `hangs` no greeting comes, `busy` 421 at the greeting, `refuses` 554 to every
 * mail, `loses answers` takes the mail and hangs up before it says so.
 */
export type MailMood = 'well' | 'down' | 'hangs' | 'busy' | 'refuses' | 'loses answers';

interface Received {
  to: string;
  messageId: string;
}

/** A mail server on a port of its own that keeps what it was given and can be told to misbehave. */
export async function openFakeMailServer() {
  const port = await freePort();
  const received: Received[] = [];
  let mood: MailMood = 'well';
  let server: SMTPServer | undefined;

  const open = () => {
    const opened = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      authOptional: true,
      closeTimeout: 100,
      logger: false,
      onConnect(_, callback) {
        if (mood === 'busy') callback(Object.assign(new Error('too many connections'), { responseCode: 421 }));
        else if (mood !== 'hangs') callback();
      },
      onData(stream, session, callback) {
        void buffer(stream).then((mail) => {
          if (mood === 'refuses') return callback(Object.assign(new Error('refused'), { responseCode: 554 }));
          const [to] = session.envelope.rcptTo;
          received.push({
            to: to!.address,
            messageId: /^Message-ID: (\S+)/im.exec(mail.toString())?.[1] ?? '',
          });
          return mood === 'loses answers' ? hangUp(opened) : callback();
        });
      },
    });
    opened.on('error', () => {});
    server = opened;
    return new Promise<void>((resolve) => opened.listen(port, '127.0.0.1', resolve));
  };
  const close = async () => {
    const running = server;
    server = undefined;
    if (!running) return;
    hangUp(running);
    await new Promise<void>((resolve) => running.close(resolve));
  };

  await open();
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    async become(next: MailMood) {
      mood = next;
      await close();
      if (next !== 'down') await open();
    },
    close,
  };
}

/** Ends every connection without a word. */
function hangUp(server: SMTPServer): void {
  for (const connection of server.connections) (connection as unknown as { _socket: Socket })._socket.destroy();
}
