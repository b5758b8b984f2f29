import { z } from 'astro/zod';

/** A name as addresses use it: Latin letters, digits and single hyphens, `corporate-university`. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

/** One line of text without markup. */
export const line = (longest: number, shortest = 1) => z.string().trim().min(shortest).max(longest);

const anyText = line(2000);

/**
 * The same value in the languages of the site: `{ ru: Цена от, en: Price from }`.
 * Russian is the language of last resort, so it must be there; the checker asks for the other languages of the site.
 */
export const localised = <T extends z.ZodType<unknown> = typeof anyText>(value: T = anyText as unknown as T) =>
  z
    .object({ ru: value })
    .catchall(value)
    .superRefine((values, context) => {
      for (const key of Object.keys(values)) {
        if (/^[a-z]{2}$/.test(key)) continue;
        context.addIssue({ code: 'unrecognized_keys', keys: [key], input: values });
      }
    });
