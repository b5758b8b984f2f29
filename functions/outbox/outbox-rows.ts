import { serverDatabase } from '../database/connect.ts';
import { refusalOfDatabase } from '../http/call-database.ts';
import { withoutValues } from '../http/unexpected-error.ts';

export type Channel = 'mail' | 'crm';

/** One notification as `claim_notifications()` gives it. */
export interface Notification {
  id: string;
  kind: string;
  /** Null: the staff address of the settings, as long as no account manager is registered. */
  recipient_email: string | null;
  recipient_name: string | null;
  locale: string;
  payload: unknown;
  idempotency_key: string;
  attempt: number;
}

/** What became of one attempt. */
export type Outcome =
  | { outcome: 'sent' }
  /** A problem of this notification: it counts as one of its ten attempts. */
  | { outcome: 'failed'; problem: string }
  /** A problem of the channel, or no time left: the attempt is given back. */
  | { outcome: 'postponed'; dueInSeconds: number; problem?: string };

export interface Claim {
  channel: Channel;
  atMost: number;
  leaseSeconds: number;
  /** Digest of the settings of the channel: a pause holds for the settings that caused it. */
  settingsKey?: string;
}

export async function claim({ channel, atMost, leaseSeconds, settingsKey }: Claim): Promise<Notification[]> {
  const { data, error } = await serverDatabase().rpc('claim_notifications', {
    channel,
    at_most: atMost,
    lease_seconds: leaseSeconds,
    ...(settingsKey !== undefined && { settings_key: settingsKey }),
  });
  if (error) throw refusalOfDatabase(error, 'claim_notifications');
  return data as Notification[];
}

export async function finish({ id, attempt }: Notification, result: Outcome): Promise<void> {
  const { error } = await serverDatabase().rpc('finish_notification', {
    id,
    attempt,
    outcome: result.outcome,
    ...('problem' in result && result.problem !== undefined && { problem: withoutValues(result.problem) }),
    ...('dueInSeconds' in result && { due_in_seconds: result.dueInSeconds }),
  });
  if (error) throw refusalOfDatabase(error, 'finish_notification');
}

/** Gives back what was claimed and not attempted. */
export async function release(notifications: Notification[]): Promise<void> {
  for (const notification of notifications) await finish(notification, { outcome: 'postponed', dueInSeconds: 0 });
}

interface Pause {
  channel: Channel;
  seconds: number;
  problem: string;
  settingsKey?: string;
  /** Whether the programme leads should hear of it. */
  tellStaff?: boolean;
}

export async function pauseChannel({ channel, seconds, problem, settingsKey, tellStaff }: Pause): Promise<void> {
  const { error } = await serverDatabase().rpc('pause_channel', {
    channel,
    seconds,
    problem: withoutValues(problem),
    ...(settingsKey !== undefined && { settings_key: settingsKey }),
    ...(tellStaff !== undefined && { tell_staff: tellStaff }),
  });
  if (error) throw refusalOfDatabase(error, 'pause_channel');
}

/** What a worker has done in one run. */
export interface Delivered {
  sent: number;
  failed: number;
  /** Attempts that were given back, because the receiver was down. */
  postponed: number;
}
