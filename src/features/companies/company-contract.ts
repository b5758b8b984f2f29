import * as z from 'zod/mini';
import { line, optionalLine } from '../../api/text-contract.ts';
import { checkTaxId } from './tax-id-rules.ts';

/** ISO 3166 code of the country in which the company is registered. */
export const country = z.enum(['RU', 'KZ', 'BY'], 'choice_unknown');

/** A site as people type it (`gavan.example`, `https://gavan.example/o-nas`); kept as its host name in lower case. */
export const optionalSite = z.pipe(
  optionalLine(200),
  z.transform((input: string | undefined, context) => {
    if (input === undefined) return undefined;
    const host = hostOf(input);
    if (host === undefined) context.issues.push({ code: 'custom', input, message: 'site_format' });
    return host;
  }),
);

/** Mail address; compared in lower case, at most 254 characters (RFC 5321). */
export const email = z.pipe(
  line(254),
  z
    .string()
    .check(z.regex(/^[^\s@<>()[\],;:"\\]{1,64}@[^\s@<>()[\],;:"\\.]+(\.[^\s@<>()[\],;:"\\.]+)+$/, 'email_format')),
);

/** Telephone number as typed; 5 to 15 digits (E.164). */
export const optionalPhone = z.pipe(
  optionalLine(40),
  z.optional(
    z.string().check(
      z.regex(/^\+?[\d\s().-]+(доб\.?|ext\.?|,|#)?[\s\d]*$/i, 'phone_format'),
      z.refine((phone) => /^\d{5,19}$/.test(phone.replace(/\D/g, '')), 'phone_format'),
    ),
  ),
);

/** The host name in what somebody typed as a site; undefined when there is none. */
export function hostOf(site: string): string | undefined {
  try {
    const url = new URL(/^[a-z][a-z\d+.-]*:\/\//i.test(site) ? site : `https://${site}`);
    const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
    const host = url.hostname
      .toLowerCase()
      .replace(/^www\./, '')
      .replace(/\.$/, '');
    return isWeb && /^[^.]+(\.[^.]+)+$/.test(host) && /[a-z]/.test(host) && !url.username ? host : undefined;
  } catch {
    return undefined;
  }
}

/** The fields by which a company is known; the tax id is checked by the rules of the country. */
export const companyIdentity = { name: line(200), country, taxId: line(40), site: optionalSite };

/** A check to add to an object with `country` and `taxId`: reports the problem at `taxId`, whatever else is wrong with the object. */
export const taxIdMatchesCountry = z.check<{ country: z.infer<typeof country>; taxId: string }>((context) => {
  const answer = checkTaxId(context.value.country, context.value.taxId);
  if (answer.ok) context.value.taxId = answer.taxId;
  else context.issues.push({ code: 'custom', path: ['taxId'], input: context.value.taxId, message: answer.problem });
});
taxIdMatchesCountry._zod.def.when = ({ value }) => {
  const given = value as { country?: unknown; taxId?: unknown } | null;
  return country.safeParse(given?.country).success && typeof given?.taxId === 'string' && given.taxId !== '';
};

/** The same where the tax id may be left out: one that is given needs its country, and has to be right. */
export const optionalTaxIdMatchesCountry = z.check<{
  country?: z.infer<typeof country> | undefined;
  taxId?: string | undefined;
}>((context) => {
  const { country: given, taxId } = context.value;
  if (taxId === undefined) return;
  if (given === undefined) {
    context.issues.push({ code: 'custom', path: ['country'], input: undefined, message: 'required' });
    return;
  }
  const answer = checkTaxId(given, taxId);
  if (answer.ok) context.value.taxId = answer.taxId;
  else context.issues.push({ code: 'custom', path: ['taxId'], input: taxId, message: answer.problem });
});
