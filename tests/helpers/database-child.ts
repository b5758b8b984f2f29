import { createClient } from '@supabase/supabase-js';
import { openEmbeddedSupabase } from '../../functions/host/embedded-supabase.ts';
import { migrationsFolder } from './database-pglite.ts';
import { testEdition } from './database-requests.ts';

// A process of its own that opens the embedded Supabase on the folder of its first argument. It writes one line per event; `work`
// as second argument makes it publish, sign in, be refused and close; without it it writes acknowledged ids until it is killed.

const [dataFolder, task] = process.argv.slice(2);
const say = (event: string, value: unknown = null) => process.stdout.write(`${JSON.stringify({ event, value })}\n`);

let code = '';
const supabase = await openEmbeddedSupabase({
  dataFolder,
  migrationsFolder,
  sendMail: (mail) => void (code = mail.code),
});
say('open', process.pid);
const client = (key: string) =>
  createClient(supabase.url, key, {
    global: { fetch: supabase.fetch },
    auth: { persistSession: false, autoRefreshToken: false },
  });
const server = client(supabase.serviceKey);

if (task === 'work') {
  const visitor = client(supabase.anonKey);
  say('published', (await server.rpc('publish_edition', { request: testEdition() })).error);
  await visitor.auth.signInWithOtp({ email: 'visitor@prichal.example' });
  const { error } = await visitor.auth.verifyOtp({ email: 'visitor@prichal.example', token: code, type: 'email' });
  say('signed in', error);
  // Refused by a rule, by a right and by a constraint; the last carries a value nobody should find in a log.
  say('refused', (await server.rpc('submit_application', { request: { edition: '1999-01' } })).error?.code);
  say('refused', (await visitor.from('consents').select()).error?.code);
  say('refused', (await server.from('consents').insert({ shown_text: 'tajnoje-slovo' })).error?.code);
  await supabase.close();
  say('closed');
} else {
  await supabase.script('create table if not exists public.acknowledged (id integer primary key)');
  for (let id = 0; ; id += 1) {
    await supabase.query('insert into public.acknowledged select coalesce(max(id), 0) + 1 from public.acknowledged');
    say('acknowledged', id);
  }
}
