import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTaxId, normaliseTaxId, type Country } from '../../src/features/companies/tax-id-rules.ts';

describe('the tax id of a company', () => {
  test.each<[Country, string]>([
    ['RU', '7707083893'],
    ['RU', '7717586110'],
    ['RU', '500100732259'],
    ['KZ', '940140000385'],
    ['KZ', '990440000385'],
    ['BY', '200988541'],
    ['BY', '100582333'],
  ])('%s %s is right', (country, taxId) => {
    expect(checkTaxId(country, taxId)).toEqual({ ok: true, taxId });
  });

  test.each<[Country, string, string]>([
    ['RU', '0000000000', 'tax_id_placeholder'],
    ['RU', '000000000000', 'tax_id_placeholder'],
    ['KZ', '000000000000', 'tax_id_placeholder'],
    ['BY', '000000000', 'tax_id_placeholder'],
    ['RU', '770708389', 'tax_id_length'],
    ['RU', '77070838930', 'tax_id_length'],
    ['RU', '770708389a', 'tax_id_format'],
    ['RU', '7707083894', 'tax_id_checksum'],
    ['KZ', '940140000386', 'tax_id_checksum'],
    ['BY', '200988542', 'tax_id_checksum'],
  ])('%s %s is refused: %s', (country, taxId, problem) => {
    expect(checkTaxId(country, taxId)).toEqual({ ok: false, problem });
  });

  test('spaces, dashes, invisible and full-width characters do not matter', () => {
    expect(normaliseTaxId(' 77 07\u00A008-38\u200B93 ')).toBe('7707083893');
    expect(normaliseTaxId('７７０７０８３８９３')).toBe('7707083893');
    expect(normaliseTaxId('мк1234567')).toBe('MK1234567');
  });

  test('of ten check digits one passes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 999_999_999 }), (front) => {
        const passing = Array.from({ length: 10 }, (_, digit) => checkTaxId('RU', `${front}${digit}`)).filter(
          ({ ok }) => ok,
        );
        expect(passing.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('no input whatever makes it throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Country>('RU', 'KZ', 'BY'),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (country, input) => {
          checkTaxId(country, input);
        },
      ),
    );
  });
});
