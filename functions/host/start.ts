import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { unexpectedError } from '../http/unexpected-error.ts';
import { readSettings, unknownSettings, type Settings } from '../settings/read-settings.ts';
import { localSecret } from './local-secret.ts';
import { fillDatabase, openBackend, serveSite } from './open-host.ts';
import { refuseTakenPort } from './port.ts';
import { withProgress } from './progress.ts';
import { demoPartners, demoStaff } from './seed-demo-world.ts';
import { buildSite, editionOfToday, editionShown, isBuilt, staleBuild } from './site-build.ts';

/*
 * `npm start`: builds the site when it has changed, opens the database, serves. Whatever is wrong is told in one sentence, exit 1.
 *   --port 4321     another port (PORT is the same as a setting)
 *   --no-build      serves what the last build has left
 *   --data FOLDER   another data folder than .letok/
 */
const flagsInWords = '[--port 4321] [--no-build] [--data .letok]';
const root = path.resolve(import.meta.dirname, '..', '..');

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function start(): Promise<void> {
  const flags = readFlags();
  const dataFolder = path.resolve(root, flags.data ?? '.letok');
  if (existsSync(path.join(root, '.env'))) process.loadEnvFile(path.join(root, '.env'));
  const variables = flags.port === undefined ? process.env : { ...process.env, PORT: flags.port };
  if (!/^\d{1,5}$/.test(flags.port ?? '0')) throw new Error(`--port ${flags.port} is not a port number.`);
  for (const name of unknownSettings(process.env))
    console.warn(`${name} is no setting of Letok (.env.example lists them).`);
  if (!flags.build && !isBuilt(root)) throw new Error('There is no build to serve yet: start once without --no-build.');
  const settings = readSettings(variables, { secret: localSecret(dataFolder) });
  await refuseTakenPort(settings.port, settings.listenOn);

  const backend = await withProgress('Opening the database', () => openBackend(root, dataFolder, settings));
  try {
    if (flags.build) await buildWhenChanged(settings.port);
    const isNew = await fillDatabase(backend);
    const { stop } = await serveSite(root, settings, backend);
    stopOnSignal(() => stop().then(backend.close));
    tellOfNewEdition();
    sayHello(settings, dataFolder, backend.mailbox !== undefined, isNew);
  } catch (error) {
    await backend.close();
    throw error;
  }
}

function stopOnSignal(close: () => Promise<void>): void {
  let stopping: Promise<void> | undefined;
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      stopping ??= close().then(() => process.exit(0));
    });
  // One request that goes wrong in a way nobody foresaw does not end the others.
  for (const event of ['unhandledRejection', 'uncaughtException'] as const)
    process.on(event, (error: unknown) => unexpectedError(error, event));
}

/** Functions follow the clock, pages the build: when an edition comes into force, the pages are to be made anew. */
function tellOfNewEdition(): void {
  const shown = editionShown(root) ?? editionOfToday(root);
  const watch = setInterval(() => {
    const inForce = editionOfToday(root);
    if (inForce === shown) return;
    clearInterval(watch);
    console.log(
      `Edition ${inForce} is in force, and the pages still show ${shown}: start again, which builds them anew.`,
    );
  }, 60_000);
  watch.unref();
}

function readFlags(): { port?: string; build: boolean; data?: string } {
  try {
    const { values } = parseArgs({
      allowNegative: true,
      options: {
        port: { type: 'string' },
        build: { type: 'boolean', default: true },
        data: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(`npm start -- ${flagsInWords}`);
      process.exit(0);
    }
    return values;
  } catch (error) {
    throw new Error(`${(error as Error).message.split('.')[0]}: npm start -- ${flagsInWords}.`, { cause: error });
  }
}

async function buildWhenChanged(port: number): Promise<void> {
  const { isStale, inputsSha256 } = await staleBuild(root);
  if (isStale) await withProgress('Building the site', () => buildSite(root, inputsSha256, port));
}

function sayHello({ siteUrl, mail }: Settings, dataFolder: string, isLocal: boolean, isNew: boolean): void {
  const lines = [`\nLetok is open: ${siteUrl}/  (in English: ${siteUrl}/en/)`];
  if (isLocal) {
    const accounts = [
      ...demoPartners.flatMap(({ name, members }) => members.map((member) => ({ ...member, of: name }))),
      ...demoStaff.map((person) => ({ ...person, of: 'Улей' })),
    ];
    const mailbox = `${siteUrl}/dev/mailbox/`;
    lines.push(
      mail.smtpUrl ? 'Mails go out by SMTP_URL.' : `Every mail lands in the local mailbox: ${mailbox}`,
      `Data is kept in ${path.relative(process.cwd(), dataFolder) || '.'}/ ${isNew ? '(new: the demo world was put in)' : ''}`.trimEnd(),
      'People of the demo world (all invented):',
      ...accounts.map(
        ({ name, email, role, of }) => `  ${email.padEnd(22)} ${name}, ${role.replace('_', ' ')} · ${of}`,
      ),
      `Sign in as one of them at ${siteUrl}/sign-in/: the code lands in ${mail.smtpUrl ? 'the mail' : 'the local mailbox'}.`,
    );
  }
  console.log([...lines, 'Stop with Ctrl+C.'].join('\n'));
}
