import { createClient, type SupabaseClient } from '@supabase/supabase-js';
import { settings } from '../settings/read-settings.ts';
import type { Database } from './database.types.ts';

/** How the host reaches its embedded Supabase; what `openEmbeddedSupabase()` returns fits. */
export interface DatabaseAddress {
  url: string;
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
  const known = (registry[registered] ??= { address: addressOfSettings() });
  return (known.client ??= connect(known.address ?? addressOfSettings()));
}

function connect({ url, serviceKey, fetch }: DatabaseAddress): SupabaseClient<Database> {
  return createClient<Database>(url, serviceKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    ...(fetch && { global: { fetch } }),
  });
}

function addressOfSettings(): DatabaseAddress {
  const { supabase } = settings();
  if (!supabase) throw new Error('The host has not opened its embedded Supabase: useDatabase() comes first.');
  return { url: supabase.url, serviceKey: supabase.serviceRoleKey };
}
