import type { Config } from '@netlify/functions';
import { serverDatabase } from './database/connect.ts';
import { callDatabase, refusalOfDatabase } from './http/call-database.ts';

/** Every minute: new records get their places in the chain; once a week the head goes out. Only the schedule calls it. */
export default async function sealRegister(): Promise<Response> {
  const { data, error } = await serverDatabase().rpc('seal_audit_records', {});
  if (error) throw refusalOfDatabase(error, 'seal_audit_records');
  const sent = await callDatabase<{ told: number }>('send_register_head');
  return Response.json({ ...(data as { sealed: number; position: number }), ...sent });
}

export const config: Config = { schedule: '* * * * *' };
