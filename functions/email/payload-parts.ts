import * as z from 'zod';
import { headerText } from './mail.ts';

/** One line that somebody may have typed: a name, a number, a title. */
export const line = z.string().transform((text) => headerText(text));

/** What somebody wrote, with its line breaks and without other control characters. */
export const words = z.string().transform((text) =>
  text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/(?!\n)[\p{Cc}\p{Cf}]/gu, '')
    .trim(),
);

/** A calendar date (`2026-11-25`) or a moment (`2026-11-25T10:15:00Z`, as PostgreSQL or JavaScript writes it). */
export const moment = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'is no date');

export const count = z.number().int().min(0);

/** Slugs of solutions; the letter shows their titles. */
export const solutions = z.array(line).default([]);
