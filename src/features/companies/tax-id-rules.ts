import { validate as validateInn } from 'stdnum/lib/cjs/ru/inn.js';
import { validate as validateUnp } from 'stdnum/lib/cjs/by/unp.js';

export type Country = 'RU' | 'KZ' | 'BY';

/** What is wrong with a tax id; words in `strings.problems`. */
export type TaxIdProblem = 'tax_id_length' | 'tax_id_format' | 'tax_id_checksum' | 'tax_id_placeholder';

export type TaxIdAnswer = { ok: true; taxId: string } | { ok: false; problem: TaxIdProblem };

/** How many digits the number of a country may have; forms print it and limit input with it. */
export const taxIdLengths: Record<Country, readonly number[]> = { RU: [10, 12], KZ: [12], BY: [9] };

/** Cyrillic letters that look like the Latin ones of a Belarusian УНП. */
const latinTwin: Record<string, string> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
};

/** Spaces, dashes and invisible characters removed, letters upper-case Latin: the form in which a tax id is stored and compared. */
export function normaliseTaxId(input: string): string {
  return input
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}.]/gu, '')
    .toUpperCase()
    .replace(/[А-Я]/g, (letter) => latinTwin[letter] ?? letter);
}

/**
 * Checks the number of a company: ИНН (RU), БИН or ИИН (KZ), УНП (BY).
 * A number of one repeated digit is refused although its checksum may hold: `0000000000` passes every algorithm.
 */
export function checkTaxId(country: Country, input: string): TaxIdAnswer {
  const taxId = normaliseTaxId(input);
  if (!taxIdLengths[country].includes(taxId.length)) return { ok: false, problem: 'tax_id_length' };
  const shape = country === 'BY' ? /^([A-Z]{2}\d{7}|[A-Z]?\d{8,9})$/ : /^\d+$/;
  if (!shape.test(taxId)) return { ok: false, problem: 'tax_id_format' };
  if (/^(.)\1*$/.test(taxId)) return { ok: false, problem: 'tax_id_placeholder' };
  return hasChecksum[country](taxId) ? { ok: true, taxId } : { ok: false, problem: 'tax_id_checksum' };
}

const hasChecksum: Record<Country, (taxId: string) => boolean> = {
  RU: (taxId) => validateInn(taxId).isValid,
  BY: (taxId) => validateUnp(taxId).isValid,
  KZ: isKazakhChecksum,
};

/** БИН and ИИН: weights 1..11 modulo 11; on 10 a second round with 3..11,1,2; 10 again is an impossible number. */
function isKazakhChecksum(taxId: string): boolean {
  const digits = [...taxId].map(Number);
  const remainder = (shift: number) =>
    digits.slice(0, 11).reduce((sum, digit, index) => sum + digit * (((index + shift) % 11) + 1), 0) % 11;
  const first = remainder(0);
  const check = first === 10 ? remainder(2) : first;
  return check !== 10 && check === digits[11];
}
