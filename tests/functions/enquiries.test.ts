import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import enquiries from '../../functions/enquiries.ts';
import { sealValue } from '../../functions/http/signed-value.ts';
import { stringsOf, writtenDate } from '../../functions/i18n/words.ts';
import { seedDemoWorld } from '../../functions/host/seed-demo-world.ts';
import { settings, useSettings } from '../../functions/settings/read-settings.ts';
import type { EnquiryInput } from '../../src/features/enquiries/enquiry-contract.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';
import { origin, postFormTo, postJsonTo } from '../helpers/post.ts';

const token = 'token-crm-dlja-proverok-0123456789-abcdef';
let backend: FunctionBackend;
beforeAll(async () => {
  backend = await openFunctionBackend({ LETOK_ENQUIRY_TOKEN: token });
  await seedDemoWorld(backend.embedded);
});
afterAll(() => backend.close());

const address = '/api/enquiries';
function sample(change: (enquiry: EnquiryInput) => void = () => {}): EnquiryInput {
  const enquiry: EnquiryInput = {
    company: { name: 'ООО «Ткацкий двор»', country: 'RU', taxId: '0034567895', site: 'https://dvor.example/' },
    contact: { name: 'Пётр Ткачёв', email: 'Petr@dvor.example', phone: '+7 900 000-00-02' },
    solutions: ['corporate-university'],
    message: 'Нужен корпоративный университет.',
    consents: { processing: true, transfer: true },
    locale: 'ru',
  };
  change(enquiry);
  return enquiry;
}
async function send(body: unknown, headers: Record<string, string> = {}, ip?: string) {
  const context = functionContext(ip);
  const response = await enquiries(postJsonTo(address, body, headers), context);
  const answer = (await response.json()) as Record<string, string>;
  await context.settle();
  return { response, answer };
}
const rowOf = async (number: string) =>
  (
    await backend.embedded.query<Record<string, unknown>>('select * from public.enquiries where number = $1', [number])
  )[0]!;

describe('POST /api/enquiries', () => {
  it('answers 202 with a random number, the promised date and the way to the thank-you page', async () => {
    const { response, answer } = await send(sample());
    expect(response.status).toBe(202);
    expect(answer).toEqual({
      number: expect.stringMatching(/^E-[0-9A-HJKMNP-TV-Z]{8}$/),
      answerBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      thanksUrl: expect.stringMatching(/^\/enquiry\/thanks\/\?receipt=[\w.-]+$/),
    });
    expect(await rowOf(answer['number']!)).toMatchObject({
      channel: 'json',
      site: 'dvor.example',
      contact_email: 'petr@dvor.example',
      status: 'waiting',
    });
    expect(
      await backend.embedded.query(
        `select purpose, given, shown_text from public.consents where subject_kind = 'enquiry' and person_email = 'petr@dvor.example' order by purpose`,
      ),
    ).toEqual([
      { purpose: 'processing', given: true, shown_text: 'Согласие на обработку (образец).' },
      { purpose: 'transfer', given: true, shown_text: 'Согласие на передачу (образец).' },
    ]);
    const mail = backend.mails.find(({ kind }) => kind === 'enquiry_received');
    expect(mail).toMatchObject({
      to: { address: 'petr@dvor.example' },
      subject: expect.stringContaining(answer['number']!),
    });
    expect(
      backend.mails.some(({ kind, subject }) => kind === 'enquiry_waiting' && subject.includes(answer['number']!)),
    ).toBe(true);
  });

  it('answers a pinned client the same, and its partner gets the letter', async () => {
    const [client] = await backend.embedded.query<{ country: 'RU'; tax_id: string }>(
      `select l.country, l.tax_id from public.client_pins p join public.leads l on l.id = p.lead_id
       join public.partners x on x.id = p.partner_id where x.name = 'Северный контур' and p.period @> private.now() limit 1`,
    );
    const free = await send(sample());
    const pinned = await send(
      sample(({ company }) => Object.assign(company, { country: client!.country, taxId: client!.tax_id })),
    );
    expect([pinned.response.status, Object.keys(pinned.answer)]).toEqual([
      free.response.status,
      Object.keys(free.answer),
    ]);
    expect(pinned.answer['answerBy']).toBe(free.answer['answerBy']);
    expect([...pinned.response.headers.keys()]).toEqual([...free.response.headers.keys()]);
    expect((await rowOf(pinned.answer['number']!))['status']).toBe('returned');
    const letter = backend.mails.find(({ kind }) => kind === 'client_returned');
    expect(letter).toMatchObject({
      to: { address: 'anna@sever.example' },
      text: expect.stringContaining('petr@dvor.example'),
    });
  });

  const mistakes: [field: string, change: (one: EnquiryInput) => void, code: string][] = [
    ['consents.processing', (one) => Object.assign(one.consents, { processing: false }), 'consent_required'],
    ['company.country', (one) => Object.assign(one.company, { country: undefined }), 'required'],
    ['company.taxId', (one) => Object.assign(one.company, { taxId: '0034567890' }), 'tax_id_checksum'],
    ['contact.email', (one) => Object.assign(one.contact, { email: 'petr' }), 'email_format'],
    ['message', (one) => Object.assign(one, { message: ' ' }), 'required'],
    ['locale', (one) => Object.assign(one, { locale: 'de' }), 'choice_unknown'],
  ];
  it.each(mistakes)('refuses what is wrong at %s', async (field, change, code) => {
    const { response, answer } = await send(sample(change));
    expect([response.status, answer['code'], answer['fields']]).toEqual([422, 'invalid_input', { [field]: code }]);
  });

  it('answers a repeated key with the first answer and takes thirty an hour from one network', async () => {
    const key = { 'idempotency-key': `enquiry ${Math.random()}` };
    const first = await send(sample(), key, '198.51.100.20');
    expect((await send(sample(), key, '198.51.100.20')).answer['number']).toBe(first.answer['number']);
    for (let n = 1; n < 30; n += 1) expect((await send(sample(), {}, '198.51.100.20')).response.status).toBe(202);
    const refused = await send(sample(), {}, '198.51.100.20');
    expect([refused.response.status, refused.answer['code']]).toEqual([429, 'too_many_requests']);
    expect(Number(refused.response.headers.get('retry-after'))).toBeGreaterThan(3000);
  });
});

describe('the CRM', () => {
  const bearer = (shown: string) => ({ authorization: `Bearer ${shown}` });

  it('hands enquiries over by its token, as many as it likes; the record says that the consent was given elsewhere', async () => {
    for (let n = 0; n < 32; n += 1)
      expect((await send(sample(), bearer(token), '198.51.100.30')).response.status).toBe(202);
    const { answer } = await send(
      sample(({ contact }) => (contact.email = 'crm@dvor.example')),
      bearer(token),
      '198.51.100.30',
    );
    expect((await rowOf(answer['number']!))['channel']).toBe('crm');
    const consents = await backend.embedded.query<{ version: string; address: string | null; shown_text: string }>(
      `select version, host(network_address) as address, shown_text from public.consents where person_email = 'crm@dvor.example'`,
    );
    expect(consents).toHaveLength(2);
    for (const one of consents)
      expect(one).toMatchObject({ version: 'crm', address: null, shown_text: expect.stringContaining('CRM') });
  });

  it('is refused with another token, with a form, and where no token is set', async () => {
    for (const shown of ['', 'x', token.slice(1), `${token}x`, token.toUpperCase()]) {
      const { response, answer } = await send(sample(), bearer(shown));
      expect([response.status, answer['code']]).toEqual([401, 'token_wrong']);
    }
    expect((await send(sample(), { authorization: `Basic ${token}` })).response.status).toBe(401);
    const form = await enquiries(
      postFormTo(address, new URLSearchParams({ message: 'a' }), bearer(token)),
      functionContext(),
    );
    expect(form.status).toBe(415);
    const known = settings();
    useSettings({ ...known, enquiryToken: undefined });
    expect((await send(sample(), bearer(''))).response.status).toBe(401);
    expect((await send(sample(), bearer('undefined'))).response.status).toBe(401);
    useSettings(known);
  });
});

describe('a form without JavaScript', () => {
  const stampOf = (ageSeconds: number) => ({
    cookie: `letok-form=${sealValue('form-stamp', Date.now() - ageSeconds * 1000, 3600)}`,
  });
  function formOf(changes: Record<string, string> = {}): URLSearchParams {
    const form = new URLSearchParams({
      'company.name': 'ООО «Двор»',
      'company.country': 'RU',
      'company.taxId': '',
      'contact.name': 'Пётр Ткачёв',
      'contact.email': 'petr@dvor.example',
      message: 'Нужен показ\r\nна следующей неделе',
      'consents.processing': 'true',
      locale: 'ru',
      ...changes,
    });
    form.append('solutions', 'corporate-university');
    form.append('solutions', 'hr-portal');
    return form;
  }
  async function post(form: URLSearchParams, headers: Record<string, string> = stampOf(60)) {
    const context = functionContext();
    const response = await enquiries(postFormTo(address, form, headers), context);
    await context.settle();
    return { response, page: load(await response.text()) };
  }

  it('gets 303 to the thank-you page with number and date', async () => {
    const { response } = await post(formOf());
    expect(response.status).toBe(303);
    const thanks = await enquiries(new Request(origin + response.headers.get('location')!), functionContext());
    const page = load(await thanks.text());
    const number = page('[data-receipt="number"]').text();
    const row = await rowOf(number);
    expect(row).toMatchObject({
      channel: 'form',
      suspicion: null,
      country: null,
      tax_id: null,
      solutions: ['corporate-university', 'hr-portal'],
    });
    expect(row['message']).toBe('Нужен показ\nна следующей неделе');
    expect(page('[data-receipt="answer-by"]').text()).toBe(writtenDate('ru', page('time').attr('datetime')!));
  });

  it('with mistakes comes again with what was typed and a word beside each field at fault', async () => {
    const { response, page } = await post(
      formOf({ 'contact.email': '"><script>x</script>', 'company.taxId': '0034567890', 'company.country': 'RU' }),
    );
    expect(response.status).toBe(422);
    const words = stringsOf('ru');
    expect(page('[name="contact.email"]').attr('value')).toBe('"><script>x</script>');
    expect(page('script')).toHaveLength(0);
    expect(page('textarea').text()).toContain('на следующей неделе');
    expect(page('[data-error-for="company.taxId"]').text()).toBe(words.fieldProblems.tax_id_checksum);
    expect(
      page('[data-error-summary] a')
        .toArray()
        .map((link) => page(link).text()),
    ).toEqual([`ИНН: ${words.fieldProblems.tax_id_checksum}`, `Рабочая почта: ${words.fieldProblems.email_format}`]);
  });

  it('sent twice is one enquiry, sent at once is refused, and what only a program fills in tells nobody', async () => {
    const headers = stampOf(60);
    const twice = await Promise.all([
      post(formOf({ 'company.name': 'Дважды' }), headers),
      post(formOf({ 'company.name': 'Дважды' }), headers),
    ]);
    expect(twice.map(({ response }) => response.status)).toEqual([303, 303]);
    const rows = (name: string) =>
      backend.embedded.query<{ suspicion: string }>('select suspicion from public.enquiries where company_name = $1', [
        name,
      ]);
    expect(await rows('Дважды')).toHaveLength(1);
    expect((await post(formOf(), stampOf(0))).response.status).toBe(422);
    const before = backend.mails.length;
    await post(formOf({ 'company.name': 'Робот', website2: 'http://spam.example' }));
    expect([await rows('Робот'), backend.mails.length - before]).toEqual([[{ suspicion: 'honeypot' }], 0]);
    await post(formOf({ 'company.name': 'Без печенья' }), {});
    expect(await rows('Без печенья')).toEqual([{ suspicion: 'no_stamp' }]);
  });

  it('gets its stamp for posts to this address alone', async () => {
    const stamp = await enquiries(new Request(`${origin}/api/enquiries/stamp.css`), functionContext());
    expect(stamp.headers.get('set-cookie')).toMatch(/^letok-form=.+; Path=\/api\/enquiries; /);
  });
});
