import { z } from 'astro/zod';
import { programmeRules } from '../features/programme/programme-contract.ts';

/**
 * `content/programme/<edition>/rules.yaml`: the rules of one edition; every key is explained in programme-contract.ts.
 * Astro's YAML reader makes dates of unquoted days; the rules keep them as the text that was written.
 */
export const edition = z.preprocess(withDatesAsText, programmeRules);
export type Edition = z.infer<typeof edition>;

function withDatesAsText(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value)) return value.map(withDatesAsText);
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withDatesAsText(inner)]));
}
