import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import applications from '../../functions/applications.ts';
import { stringsOf } from '../../functions/i18n/words.ts';
import type { FieldProblemCode } from '../../src/api/problem-contract.ts';
import { promisedDate } from '../../src/features/programme/programme-rules.ts';
import { postJson, sampleApplication } from '../helpers/applications.ts';
import { sampleRules } from '../helpers/build-output.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';

let backend: FunctionBackend;
beforeAll(async () => (backend = await openFunctionBackend()));
afterAll(() => backend.close());

async function send(body: unknown, headers: Record<string, string> = {}, ip?: string) {
  const context = functionContext(ip);
  const response = await applications(postJson(body, headers), context);
  await context.settle();
  return { response, answer: (await response.json()) as Record<string, unknown> };
}

const changed = (change: (application: ReturnType<typeof sampleApplication>) => void) => {
  const application = sampleApplication();
  change(application);
  return application;
};

describe('POST /api/applications', () => {
  it('answers 201 with a random number, the fit worked out anew, the promised date and the way to the thank-you page', async () => {
    const { response, answer } = await send({ ...sampleApplication(), fit: { met: 0, of: 9, criteria: [] } });
    expect(response.status).toBe(201);
    expect(answer).toEqual({
      number: expect.stringMatching(/^A-[0-9A-HJKMNP-TV-Z]{8}$/),
      fit: { met: 5, of: 5, criteria: expect.arrayContaining([{ id: 'headcount', met: true }]) },
      answerBy: promisedDate(new Date(), 2, sampleRules()),
      thanksUrl: expect.stringMatching(/^\/apply\/thanks\/\?receipt=[\w.-]+$/),
    });
  });

  it('keeps the row, both consents with the exact words, and mails for the applicant and for staff', async () => {
    const { answer } = await send(
      changed((application) => (application.locale = 'en')),
      {},
      '203.0.113.77',
    );
    const [row] = await backend.embedded.query<Record<string, unknown>>(
      'select * from public.applications where number = $1',
      [answer['number']],
    );
    expect(row).toMatchObject({
      channel: 'json',
      edition: '2026-11',
      tax_id: '0034567895',
      site: 'gavan.example',
      suspicion: null,
    });
    const consents = await backend.embedded.query(
      'select purpose, given, shown_text, host(network_address) as address from public.consents where subject_id = $1 order by purpose',
      [row!['id']],
    );
    expect(consents).toEqual([
      { purpose: 'mailing', given: false, shown_text: 'Consent to mailing (sample).', address: '203.0.113.77' },
      { purpose: 'processing', given: true, shown_text: 'Consent to processing (sample).', address: '203.0.113.77' },
    ]);
    const mail = backend.mails.find(
      ({ kind, subject }) => kind === 'application_received' && subject.includes(String(answer['number'])),
    );
    expect(mail).toMatchObject({ to: { address: 'irina@gavan.example', name: 'Ирина Якорева' } });
    expect(mail?.subject).toContain('We have your application');
  });

  it('gives a company that is already known the same answer and a fresh number', async () => {
    const first = await send(sampleApplication());
    const second = await send(sampleApplication());
    expect(Object.keys(second.answer)).toEqual(Object.keys(first.answer));
    expect(second.response.status).toBe(201);
    expect(second.answer['number']).not.toBe(first.answer['number']);
  });

  it('answers a repeated Idempotency-Key with the first answer, and refuses the key with another body', async () => {
    const key = { 'idempotency-key': `test ${Math.random()}` };
    const first = await send(sampleApplication(), key);
    const again = await send(sampleApplication(), key);
    const spacedOut = await send(JSON.stringify(sampleApplication(), null, 2), key);
    expect([again.answer['number'], spacedOut.answer['number']]).toEqual([
      first.answer['number'],
      first.answer['number'],
    ]);
    const other = await send(
      changed((application) => (application.company.headcount = 43)),
      key,
    );
    expect([other.response.status, other.answer['code']]).toEqual([422, 'idempotency_key_reused']);
  });

  it('refuses an Idempotency-Key that is not 1 to 255 printable characters', async () => {
    for (const key of ['', 'x'.repeat(256), 'clé', 'a\tb']) {
      const { response, answer } = await send(sampleApplication(), { 'idempotency-key': key });
      expect([key, response.status, answer['code']]).toEqual([key, 422, 'idempotency_key_invalid']);
    }
  });

  it('accepts so many an hour from one network address as the edition says, then answers 429 with Retry-After', async () => {
    const ip = '198.51.100.9';
    const allowed = sampleRules().limits.applicationsPerHour;
    for (let count = 0; count < allowed; count += 1)
      expect((await send(sampleApplication(), {}, ip)).response.status).toBe(201);
    const { response, answer } = await send(sampleApplication(), {}, ip);
    expect([response.status, answer['code']]).toEqual([429, 'too_many_requests']);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(3500);
    expect((await send({ broken: true }, {}, ip)).response.status).toBe(422);
    expect((await send(sampleApplication())).response.status).toBe(201);
  });
});

const many = Array.from({ length: 21 }, () => 'medium');
const wrong: [
  field: string,
  code: FieldProblemCode,
  change: (application: Record<string, Record<string, unknown>>) => void,
][] = [
  ['company.name', 'required', (a) => delete a['company']!['name']],
  ['company.name', 'required', (a) => (a['company']!['name'] = ' \u202e\ufeff ')],
  ['company.name', 'not_text', (a) => (a['company']!['name'] = 5)],
  ['company.name', 'too_long', (a) => (a['company']!['name'] = 'x'.repeat(201))],
  ['company.country', 'choice_unknown', (a) => (a['company']!['country'] = 'US')],
  ['company.taxId', 'tax_id_length', (a) => (a['company']!['taxId'] = '123')],
  ['company.taxId', 'tax_id_format', (a) => (a['company']!['taxId'] = '12345abcde')],
  ['company.taxId', 'tax_id_checksum', (a) => (a['company']!['taxId'] = '0034567890')],
  ['company.taxId', 'tax_id_placeholder', (a) => (a['company']!['taxId'] = '0000000000')],
  ['company.site', 'site_format', (a) => (a['company']!['site'] = 'no site here')],
  ['company.headcount', 'not_a_number', (a) => (a['company']!['headcount'] = '12')],
  ['company.headcount', 'number_range', (a) => (a['company']!['headcount'] = 0)],
  ['company.clientSizes', 'required', (a) => (a['company']!['clientSizes'] = [])],
  ['company.clientSizes', 'choice_unknown', (a) => (a['company']!['clientSizes'] = ['giant'])],
  ['company.clientSizes', 'too_many', (a) => (a['company']!['clientSizes'] = many)],
  ['company.fields', 'invalid', (a) => (a['company']!['fields'] = 'it-integrator')],
  ['aim', 'choice_unknown', (a) => Object.assign(a, { aim: 'fame' })],
  ['contact.email', 'email_format', (a) => (a['contact']!['email'] = 'irina at gavan')],
  ['contact.phone', 'phone_format', (a) => (a['contact']!['phone'] = 'call me')],
  ['consents.processing', 'consent_required', (a) => (a['consents']!['processing'] = false)],
];

describe('an application with a mistake', () => {
  it.each(wrong)('%s: %s is named in both languages', async (field, code, change) => {
    for (const locale of ['ru', 'en'] as const) {
      const application = { ...sampleApplication(), locale } as unknown as Record<string, Record<string, unknown>>;
      change(application);
      const { response, answer } = await send(application);
      expect(response.status).toBe(422);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(response.headers.get('content-language')).toBe(locale);
      expect(answer).toEqual({
        type: '/errors/invalid_input/',
        title: stringsOf(locale).problems.invalid_input.title,
        detail: stringsOf(locale).problems.invalid_input.remedy,
        status: 422,
        code: 'invalid_input',
        fields: { [field]: code },
      });
      expect(stringsOf(locale).fieldProblems[code]).toBeTruthy();
    }
  });

  it('in a language the site does not speak is told so, as nobody could have read its consents', async () => {
    const { response, answer } = await send({ ...sampleApplication(), locale: 'co' });
    expect([response.status, answer['fields']]).toEqual([422, { locale: 'choice_unknown' }]);
  });

  it('has all its mistakes named at once', async () => {
    const { answer } = await send({ locale: 'ru', company: {}, contact: {}, consents: {} });
    expect(Object.keys(answer['fields'] as Record<string, string>)).toEqual(
      expect.arrayContaining([
        'company.name',
        'company.taxId',
        'company.headcount',
        'aim',
        'contact.email',
        'consents.processing',
      ]),
    );
  });

  it('stores nothing', async () => {
    const counted = 'select count(*)::int as n from public.applications';
    const before = await backend.embedded.query(counted);
    await send({ ...sampleApplication(), aim: 'fame' });
    expect(await backend.embedded.query(counted)).toEqual(before);
  });
});
