import * as z from 'zod/mini';

/**
 * `GET /api/protection-feed`: whether the signed-in person has a link to the calendar of ends of protection. The link itself is shown
 * once, when it is made: only its hash is kept.
 */
export interface ProtectionFeedState {
  feed?: {
    /** When it was made, ISO 8601 UTC. */
    madeAt: string;
    /** When a calendar last read it; absent before. */
    lastReadAt?: string;
  };
}

/**
 * `POST /api/protection-feed` with `{}` -> 201 `ProtectionFeedMade`: a new secret link; the one before leads nowhere from then on. It takes
 * no `Idempotency-Key`, because an answer that is kept would be a secret that is kept: repeated, it makes another link, and the last holds.
 * Problems: 429 `too_many_requests` (20 a day). `DELETE /api/protection-feed` -> 204, also where there is none.
 */
export const protectionFeedRequest = z.object({});

export interface ProtectionFeedMade {
  /** Whole address of the calendar (`https:`); whoever has it reads the calendar. */
  address: string;
  madeAt: string;
}

/**
 * What `GET /feeds/protection/:token.ics` draws: a client the partner holds. The calendar holds for each an event at the end of the
 * protection, with reminders, and one at the end of the grace; what is held no more is in it no more. 404 `not_found` for a link that is
 * unknown, replaced, revoked, or of a person or company that is out; 429 `too_many_requests` above 60 readings an hour.
 */
export interface ProtectionEnd {
  pinId: string;
  clientId: string;
  clientName: string;
  until: string;
  graceUntil: string;
  /** How many times it was extended or renewed: the number of the event's edition. */
  extensions: number;
  /** May it still be extended or renewed, or is it at the cap? */
  mayGoOn: boolean;
  /** Reminders, days before the end. */
  warningDays: number[];
  timeZone: string;
  /** When the end was last set. */
  changedAt: string;
}
