import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readInput } from '../../src/api/problem-contract.ts';
import { applicationRequest } from '../../src/features/applications/application-contract.ts';
import { email } from '../../src/features/companies/company-contract.ts';
import { taxIdLengths, type Country } from '../../src/features/companies/tax-id-rules.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database-pglite.ts';
import { submitRequest, testApplication, testEdition } from '../helpers/database-requests.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.empty();
  await database.call('publish_edition', testEdition());
});

const long = (n: number) => 'я'.repeat(n);
const typed = (maxLength: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength });
const someOf = (ids: string[]) => fc.subarray(ids, { minLength: 1 });

describe('what the contract accepts, the database accepts', () => {
  const contract = applicationRequest(testEdition().rules.fit);
  const { fields, expertise, clientSizes, aims } = testEdition().rules.fit;
  const companies = fc.constantFrom(
    { country: 'RU', taxId: '7707083893' },
    { country: 'RU', taxId: '500 100 732 259' },
    { country: 'KZ', taxId: '940140000385' },
    { country: 'BY', taxId: '200988541' },
    { country: 'BY', taxId: 'МА1953684' },
  );

  test('applications of every shape', async () => {
    await database.query('truncate private.rate_limits');
    let stored = 0;
    const anyInput = fc.record({
      company: fc
        .tuple(
          companies,
          typed(220),
          fc.option(fc.webUrl(), { nil: undefined }),
          someOf(fields),
          someOf(expertise),
          someOf(clientSizes),
        )
        .chain(([identity, name, site, chosenFields, chosenExpertise, sizes]) =>
          fc.integer({ min: 1, max: 1_000_000 }).map((headcount) => ({
            ...identity,
            name,
            site,
            headcount,
            fields: chosenFields,
            expertise: chosenExpertise,
            clientSizes: sizes,
          })),
        ),
      aim: fc.constantFrom(...aims),
      contact: fc.record({
        name: typed(120),
        email: fc.oneof(
          fc.emailAddress(),
          fc.tuple(typed(20), typed(20)).map(([a, b]) => `${a}@${b}.example`),
        ),
        phone: fc.option(fc.constantFrom('+7 (900) 000-00-00', '8 900 000 00 00 доб. 12', '12345'), { nil: undefined }),
        position: fc.option(typed(120), { nil: undefined }),
      }),
      consents: fc.constant({ processing: true }),
      locale: fc.constantFrom('ru', 'en'),
    });
    await fc.assert(
      fc.asyncProperty(anyInput, fc.ipV4(), async (input, networkAddress) => {
        const read = readInput(contract, input);
        if (!read.ok) return;
        const request = submitRequest({ application: read.value, networkAddress });
        await database.call('submit_application', request);
        stored += 1;
      }),
      { numRuns: 150 },
    );
    expect(stored).toBeGreaterThan(25);
  });

  test('mail addresses, and the other way round in lower case', async () => {
    const part = fc.string({ unit: fc.constantFrom(...'aZ09.-_+@<>()[],;:"\\ \tжЖ'), minLength: 1, maxLength: 12 });
    const addresses = fc.sample(
      fc.tuple(part, part, part).map(([a, b, c]) => `${a}@${b}.${c}`),
      2000,
    );
    const lower = addresses.map((address) => address.toLowerCase().trim().replace(/\s+/g, ' '));
    const [row] = await database.query<{ known: boolean[] }>(
      'select array(select private.is_email(value) from unnest($1::text[]) with ordinality as given (value, at) order by at) as known',
      [lower],
    );
    expect(row!.known).toEqual(lower.map((address) => email.safeParse(address).success));
  });

  test('tax ids of every length the contract knows', async () => {
    const given = (Object.entries(taxIdLengths) as [Country, number[]][]).flatMap(([country, lengths]) =>
      Array.from({ length: 16 }, (_, length) => ({ country, length, fits: lengths.includes(length) })),
    );
    const rows = await database.query<{ fits: boolean }>(
      `select private.is_tax_id(g ->> 'country', left('1234567890123456', (g ->> 'length')::int)) as fits
       from jsonb_array_elements($1::jsonb) with ordinality as given (g, at) order by at`,
      [JSON.stringify(given)],
    );
    expect(rows.map(({ fits }) => fits)).toEqual(given.map(({ fits }) => fits));
  });

  test('the longest values', async () => {
    const application = {
      ...testApplication,
      company: { ...testApplication.company, name: long(200), headcount: 1_000_000, site: `${'a'.repeat(60)}.example` },
      contact: {
        name: long(120),
        email: `${'a'.repeat(64)}@${'b'.repeat(181)}.example`,
        phone: '1'.repeat(15).padEnd(40, ' -'),
        position: long(120),
      },
    };
    const phone = application.contact.phone.trim();
    const request = submitRequest({ application: { ...application, contact: { ...application.contact, phone } } });
    expect(await database.call('submit_application', request)).toMatchObject({ replayed: false });
  });
});
