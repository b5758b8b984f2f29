import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { settings } from '../settings/read-settings.ts';
import type { Database } from './database.types.ts';

/** How the host reaches its embedded Supabase; what `openEmbeddedSupabase()` returns fits. */
export interface DatabaseAddress {
  url: string;
  /** `sb_publishable_...`: requests run as the person whose token they bring. */
  anonKey: string;
  /** `sb_secret_...`: requests run as `service_role`. */
  serviceKey: string;
  /** Default: the global one. */
  fetch?: typeof globalThis.fetch;
}

interface Registered {
  address?: DatabaseAddress;
  client?: SupabaseClient<Database>;
}

// Kept on globalThis, because the dev server loads functions anew on every change and must not lose what the host has said.
const registry = globalThis as { [key: symbol]: Registered | undefined };
const registered = Symbol.for('letok.database');

/** The host says once where the database is; without it the settings say so. */
export function useDatabase(address: DatabaseAddress): void {
  registry[registered] = { address };
}

/**
 * The database as the server itself (`service_role`), one client per process. Functions are the only client of Supabase: no key of
 * it ever reaches a browser. @throws SettingsProblem when neither the host nor the settings name a Supabase.
 */
export function serverDatabase(): SupabaseClient<Database> {
  const { known, address } = registration();
  return (known.client ??= createClient<Database>(address.url, address.serviceKey, optionsOf(address)));
}

/** The database as a signed-in person (`authenticated`): it finds out who that is, and policies hold. */
export function callerDatabase(accessToken: string): SupabaseClient<Database> {
  const { address } = registration();
  return createClient<Database>(address.url, address.anonKey, {
    ...optionsOf(address),
    accessToken: async () => accessToken,
  });
}

/** Supabase Auth, with a memory of its own: no session of one person is ever seen by the request of another. */
export function authOfSupabase(): SupabaseClient<Database>['auth'] {
  const { address } = registration();
  return createClient<Database>(address.url, address.anonKey, optionsOf(address)).auth;
}

function registration(): { known: Registered; address: DatabaseAddress } {
  const known = (registry[registered] ??= {});
  return { known, address: (known.address ??= addressOfSettings()) };
}

const optionsOf = ({ fetch }: DatabaseAddress) => ({
  auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  ...(fetch && { global: { fetch } }),
});

function addressOfSettings(): DatabaseAddress {
  const { supabase } = settings();
  if (!supabase) throw new Error('The host has not opened its embedded Supabase: useDatabase() comes first.');
  return { url: supabase.url, anonKey: supabase.anonKey, serviceKey: supabase.serviceRoleKey };
}
