import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { serverDatabase } from '../database/connect.ts';
import type { Json } from '../database/database.types.ts';
import { checkRegister, type CallRegister } from '../register/read-chain.ts';
import type { RegisterHead } from '../register/check-chain.ts';
import { readSettings, useSettings } from '../settings/read-settings.ts';
import { askForRegister, registerBy } from './control.ts';
import { holdsData } from './data-folder.ts';
import { openEmbeddedSupabase } from './embedded-supabase.ts';
import { otherDatabase } from './other-database.ts';

/*
 * `npm run verify-register -- [--head FILE|ADDRESS ...] [--data .letok]`: is the register as it was written? Follows the chain, compares
 * the tables with it, and, with a head kept earlier (the JSON of /.well-known/letok-register.json), finds a tail that was cut off or a
 * chain that was made anew. Exit code 1 and the first thing that is wrong, or 0 and what was checked.
 */
const root = path.resolve(import.meta.dirname, '..', '..');
const usage = 'npm run verify-register -- [--head FILE|ADDRESS ...] [--data .letok]';

try {
  const { head, data } = readFlags();
  const kept = await Promise.all(head.map(readHead));
  const { call, close } = await openRegister(data);
  const report = await checkRegister(call, kept).finally(close);
  if (report.problem !== undefined) throw new Error(report.problem);
  const waiting = report.waiting > 0 ? `, ${report.waiting} more wait for their place` : '';
  console.log(
    `The register is whole: ${report.links} records in the chain${waiting}, ${report.tables} tables agree with it. ` +
      (report.head ? `Head: position ${report.head.position}, ${report.head.sha256}. ` : '') +
      (kept.length > 0
        ? `It goes on from ${kept.length === 1 ? 'the head' : `all ${kept.length} heads`} you have kept.`
        : 'Without a head that was kept elsewhere (--head) a cut tail cannot be seen.'),
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function readHead(from: string): Promise<RegisterHead> {
  const text = /^https?:/.test(from) ? await (await fetch(from)).text() : readFileSync(from, 'utf8');
  const { position, sha256 } = JSON.parse(text) as Partial<RegisterHead>;
  if (!Number.isInteger(position) || !/^[0-9a-f]{64}$/.test(sha256 ?? ''))
    throw new Error(`${from} holds no head of the register: { "position": ..., "sha256": ... } is expected.`);
  return { position: position!, sha256: sha256! };
}

/** A Supabase project answers itself; embedded data belongs to the server that runs on it, or is opened as it is. */
async function openRegister(data: string): Promise<{ call: CallRegister; close: () => Promise<void> }> {
  const migrationsFolder = path.join(root, 'supabase', 'migrations');
  const asItIs = { migrationsFolder, sendMail: () => {}, asItIs: true };
  if (otherDatabase(root)) {
    const settings = readSettings(process.env);
    useSettings(settings);
    if (!settings.database) return { call: callSupabase, close: async () => {} };
    const { database: address, secret } = settings;
    const opened = await openEmbeddedSupabase({ ...asItIs, database: { address, secret } });
    return { call: registerBy(opened.query), close: opened.close };
  }
  const dataFolder = path.resolve(root, data);
  const running = await askForRegister(dataFolder);
  if (running) return { call: running, close: async () => {} };
  if (!holdsData(dataFolder)) throw new Error(`There is no data in ${dataFolder}: name its folder with --data.`);
  const opened = await openEmbeddedSupabase({ ...asItIs, dataFolder });
  return { call: registerBy(opened.query), close: opened.close };
}

const callSupabase: CallRegister = async (name, request) => {
  const { data, error } = await serverDatabase().rpc(name as 'read_register', request && { request: request as Json });
  if (error) throw new Error(`The database does not answer ${name}(): ${error.message}`);
  return data;
};

function readFlags(): { head: string[]; data: string } {
  try {
    const options = {
      head: { type: 'string', multiple: true, default: [] as string[] },
      data: { type: 'string', default: '.letok' },
    } as const;
    return parseArgs({ options: options as never }).values as { head: string[]; data: string };
  } catch (error) {
    throw new Error(`${(error as Error).message.split('.')[0]}: ${usage}.`, { cause: error });
  }
}
