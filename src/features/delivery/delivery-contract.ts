import * as z from 'zod/mini';

export const channels = ['mail', 'crm'] as const;
export type Channel = (typeof channels)[number];

const channel = z.enum(channels, 'choice_unknown');
const kind = z.optional(z.string().check(z.regex(/^[a-z]+(_[a-z]+)*$/, 'invalid'), z.maxLength(60, 'too_long')));

/** `GET /api/staff/delivery` -> 200 `DeliveryHealth`: staff. Problems: 401 `session_required`, 403 `wrong_role`. */
export interface DeliveryHealth {
  /** When it was counted. */
  at: string;
  channels: {
    channel: Channel;
    /** Everything that is to be delivered yet. */
    waiting: number;
    /** Due for more than five minutes. */
    late: number;
    /** Waits after at least one attempt that failed. */
    retried: number;
    /** When the oldest that should have gone by now was written. */
    oldestWaitingSince?: string;
    /** Since midnight of the programme's time zone. */
    sentToday: number;
    lastSentAt?: string;
    /** Given up. */
    dead: number;
    /** Nobody tries until then, because the receiver is down or refuses us; and what it said. */
    restsUntil?: string;
    problem?: string;
  }[];
  /** What was given up, by kind; the most first. */
  deadKinds: { channel: Channel; kind: string; count: number }[];
}

/**
 * `GET /api/staff/notifications?limit=&cursor=&channel=&kind=` -> 200 `{ items: DeadNotification[], count, next? }`: staff; the last given up
 * first, `count`: all that match.
 */
export const deadFilters = { channel: z.optional(channel), kind };

export interface DeadNotification {
  id: string;
  channel: Channel;
  kind: string;
  /** Null: the staff address of the settings, or the CRM. */
  recipient: string | null;
  /** Number of the application or lead an event of the CRM is about. */
  subject: string | null;
  /** What the receiver said. */
  problem: string | null;
  createdAt: string;
  givenUpAt: string;
  /** A letter to a person of a partner or of the vendor who is none any more: it is not tried again. */
  hasLeft: boolean;
}

/**
 * `POST /api/staff/notifications/retry` -> 200 `{ count, leftOut }`: all that was given up of a channel, or of one kind of it, is tried again at
 * once with ten new attempts; `leftOut`: how many are not, because their receivers have left. `POST /api/staff/notifications/:id/retry` -> 200
 * `{ id, leftOut }` (0 or 1) does so with one; 404 `not_found` where it is not given up.
 */
export const retryRequest = z.object({ channel, kind });
