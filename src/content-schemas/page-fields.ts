import { z } from 'astro/zod';
import { calendarDate, latestToday } from './calendar-date.ts';
import { line, slug } from './localised-text.ts';

export const accessLevels = ['public', 'partner', 'staff'] as const;
export const audiences = ['seller', 'presale', 'engineer', 'marketer', 'manager', 'client'] as const;

/** The keys every page has, whatever its collection. */
export const pageFields = {
  /** Heading and name of the page, 3 to 80 characters: `title: Закрепление клиента`. */
  title: line(80, 3),
  /** The page in one sentence, 40 to 200 characters, no markup; search engines and lists show it: `description: Как закрепить клиента и продлить срок.` */
  description: line(200, 40),
  /**
   * Who may read it: `public` everybody, `partner` signed-in partners, `staff` the vendor's people: `access: partner`.
   * The address follows from it: `/kb/...`, `/partner/kb/...`, `/staff/kb/...`.
   */
  access: z.enum(accessLevels),
  /** For whom it is written, one or several: `audience: [seller, presale]`. */
  audience: z.array(z.enum(audiences)),
  /** The solutions it is about, by the names of their folders in content/solutions: `solutions: [corporate-university]`. */
  solutions: z.array(slug).default([]),
  /** Who answers for it, an id of content/owners.yaml: `owner: partner-programme`. */
  owner: slug,
  /** The day somebody last read it and found it true; not in the future: `checkedOn: 2026-11-12`. */
  checkedOn: calendarDate,
  /** The day it has to be read again, after `checkedOn`: `reviewBy: 2027-05-12`. */
  reviewBy: calendarDate,
  /** True when figures on the page are invented; the page then shows the mark «пример»: `sample: true`. */
  sample: z.boolean().default(false),
  /** Place among the neighbours, small first; leave gaps: `order: 10`. */
  order: z.int().min(0).max(9999).default(1000),
  /** Topics, ids of content/tags.yaml: `tags: [pinning, protection]`. */
  tags: z.array(slug).default([]),
  /**
   * What people who look for this page type, where its title does not say it: other words, in the form one would ask, at most twelve
   * of 60 characters. Search reads them as if they stood in the page, and shows them nowhere: `keywords: [госзакупки, торги по 44-ФЗ]`.
   */
  keywords: z.array(line(60, 2)).max(12).default([]),
  /** Old addresses that lead here, as paths of the site, in the other languages too: `redirects: [/kb/sell/old-name/]`. */
  redirects: z.array(z.string().regex(/^\/([a-z0-9._~-]+\/)*$/)).default([]),
  /** Pages to read next, at most four, as paths of the site; without it the build chooses by topics: `related: [/kb/pinning/return/]`. */
  related: z.array(z.string()).max(4).default([]),
};

type Dates = { checkedOn: string; reviewBy: string };

const bothAreDates = ({ value }: { value: unknown }) => {
  const given = value as Partial<Record<keyof Dates, unknown>> | null;
  return calendarDate.safeParse(given?.checkedOn).success && calendarDate.safeParse(given?.reviewBy).success;
};

/** Two checks for every schema with both dates: the last reading cannot lie in the future, the next one comes after it. */
export const datesInOrder = [
  z.refine<Dates>(({ checkedOn }) => checkedOn <= latestToday(), {
    error: 'checkedOn lies in the future',
    path: ['checkedOn'],
    params: { problem: 'date-in-future' },
    when: bothAreDates,
  }),
  z.refine<Dates>(({ checkedOn, reviewBy }) => reviewBy > checkedOn, {
    error: 'reviewBy must be later than checkedOn',
    path: ['reviewBy'],
    params: { problem: 'review-before-check' },
    when: bothAreDates,
  }),
] as const;
