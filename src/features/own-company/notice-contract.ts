import * as z from 'zod/mini';

/** Kinds of letters a person may switch off; words in `notices.kinds`. */
export const noticeKinds = [
  'protection',
  'vendor_leads',
  'waiting_list',
  'support',
  'own_changes',
  'register_head',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/**
 * `PUT /api/notices`: which optional letters the caller wants; what is left out stays. 200 `Notices`. Problems: 401 `session_required`,
 * 403 `wrong_role` (nobody of a partner), 422 `invalid_input`.
 */
export const noticesChange = z.object({
  wanted: z.partialRecord(z.enum(noticeKinds, 'choice_unknown'), z.boolean('invalid')),
});

/** `GET /api/notices`. Letters that are not here always come. */
export interface Notices {
  items: {
    notice: NoticeKind;
    wanted: boolean;
    /** The programme promises it to the company: if nobody wants it, whoever has been an owner longest gets it all the same. */
    promised: boolean;
  }[];
}
