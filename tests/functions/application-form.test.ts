import { load } from 'cheerio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import applications from '../../functions/applications.ts';
import { sealValue } from '../../functions/http/signed-value.ts';
import { stringsOf, writtenDate } from '../../functions/i18n/words.ts';
import { formOf, origin, postForm, sampleApplication } from '../helpers/applications.ts';
import { functionContext, openFunctionBackend, type FunctionBackend } from '../helpers/function-backend.ts';

let backend: FunctionBackend;
beforeAll(async () => (backend = await openFunctionBackend()));
afterAll(() => backend.close());

const stampOf = (ageSeconds: number) => `letok-form=${sealValue('form-stamp', Date.now() - ageSeconds * 1000, 3600)}`;
const filledIn = () => ({ cookie: stampOf(60) });

async function send(form: URLSearchParams, headers: Record<string, string> = filledIn(), ip?: string) {
  const context = functionContext(ip);
  const response = await applications(postForm(form, headers), context);
  await context.settle();
  return { response, page: load(await response.text()) };
}

const get = (path: string, headers: Record<string, string> = {}) =>
  applications(new Request(origin + path, { headers }), functionContext());

const suspicionOf = async (name: string) =>
  (
    await backend.embedded.query<{ suspicion: string }>(
      'select suspicion from public.applications where company_name = $1',
      [name],
    )
  ).map((row) => row.suspicion);

const named = (name: string) => {
  const application = sampleApplication();
  application.company.name = name;
  return formOf(application);
};

describe('a form without JavaScript', () => {
  it('gets 303 to the thank-you page, which shows number, date and fit', async () => {
    const { response } = await send(formOf(sampleApplication()));
    expect(response.status).toBe(303);
    const thanks = await get(response.headers.get('location')!);
    const page = load(await thanks.text());
    expect(page('[data-receipt="number"]').text()).toMatch(/^A-[0-9A-Z]{8}$/);
    const [row] = await backend.embedded.query<{ answer_by: string; channel: string }>(
      `select to_char(answer_by, 'YYYY-MM-DD') as answer_by, channel from public.applications where number = $1`,
      [page('[data-receipt="number"]').text()],
    );
    expect(row?.channel).toBe('form');
    expect(page('time').attr('datetime')).toBe(row!.answer_by);
    expect(page('[data-receipt="answer-by"]').text()).toBe(writtenDate('ru', row!.answer_by));
    expect(page('[data-receipt="fit"]').text()).toBe('Подходит по 5 из 5');
    expect(page('[data-receipt-present]').attr('hidden')).toBeUndefined();
    expect(page('[data-receipt-missing]').attr('hidden')).toBe('hidden');
    expect(thanks.headers.get('cache-control')).toBe('private, no-store');
  });

  it('in English leads to the English page', async () => {
    const { response } = await send(formOf({ ...sampleApplication(), locale: 'en' }));
    expect(response.headers.get('location')).toMatch(/^\/en\/apply\/thanks\/\?receipt=/);
    const page = load(await (await get(response.headers.get('location')!)).text());
    expect(page('[data-receipt="answer-by"]').text()).toMatch(/^\d{1,2} [A-Z][a-z]+ 20\d\d$/);
  });

  it('sent twice by a double click is one application', async () => {
    const headers = filledIn();
    const [first, second] = await Promise.all([
      send(named('Двойной щелчок'), headers),
      send(named('Двойной щелчок'), headers),
    ]);
    expect([first.response.status, second.response.status]).toEqual([303, 303]);
    expect(await suspicionOf('Двойной щелчок')).toHaveLength(1);
  });

  it('with mistakes comes again with everything that was typed and a word beside each field at fault', async () => {
    const form = formOf({ ...sampleApplication(), aim: 'gain-expertise' });
    form.set('company.taxId', '0034567890');
    form.set('contact.email', '"><script>alert(1)</script>@x');
    form.set('company.country', 'RU');
    form.delete('consents.processing');
    form.set('consents.mailing', 'true');
    const { response, page } = await send(form);
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page('[name="company.taxId"]').attr('value')).toBe('0034567890');
    expect(page('[name="company.name"]').attr('value')).toBe('ООО «Гавань интеграций»');
    expect(page('[name="contact.email"]').attr('value')).toBe('"><script>alert(1)</script>@x');
    expect(page('script')).toHaveLength(0);
    expect(
      page('[name="company.clientSizes"]:checked')
        .toArray()
        .map((box) => page(box).attr('value')),
    ).toEqual(['medium', 'large']);
    expect(page('[name="aim"]:checked').attr('value')).toBe('gain-expertise');
    expect(page('[name="company.country"] option:selected').attr('value')).toBe('RU');
    expect([
      page('[name="consents.processing"]').attr('checked'),
      page('[name="consents.mailing"]').attr('checked'),
    ]).toEqual([undefined, 'checked']);

    const words = stringsOf('ru').fieldProblems;
    expect(page('[data-error-for="company.taxId"]').text()).toBe(words.tax_id_checksum);
    expect(page('[data-error-for="company.taxId"]').attr('hidden')).toBeUndefined();
    expect(page('[name="company.taxId"]').attr()).toMatchObject({
      'aria-invalid': 'true',
      'aria-describedby': 'company-taxId-hint company-taxId-error',
    });
    expect(page('[data-error-for="contact.email"]').text()).toBe(words.email_format);
    expect(page('[data-error-for="consents.processing"]').text()).toBe(words.consent_required);
    expect(page('[data-error-for="company.name"]').attr('hidden')).toBe('hidden');

    const summary = page('[data-error-summary]');
    expect(summary.attr('hidden')).toBeUndefined();
    expect(summary.find('h2').text()).toBe('Исправьте 3 поля');
    expect(
      summary
        .find('a')
        .toArray()
        .map((link) => page(link).attr('href')),
    ).toEqual(['#company-taxId', '#contact-email', '#consents-processing']);
    expect(summary.find('a').first().text()).toBe(`ИНН: ${words.tax_id_checksum}`);
    expect(page('title').text()).toBe('Исправьте 3 поля · Стать партнёром');
  });

  it('that comes again has no island that would come to life and empty it', async () => {
    const { page } = await send(new URLSearchParams({ locale: 'ru' }));
    expect(page('astro-island')).toHaveLength(0);
    expect(page('form[action="/api/applications"]')).toHaveLength(1);
  });

  it('lists its mistakes in the order of the page', async () => {
    const { page } = await send(new URLSearchParams({ locale: 'ru' }));
    const links = page('[data-error-summary] a')
      .toArray()
      .map((link) => page(link).attr('href')!.slice(1));
    const ids = page('form [id]')
      .toArray()
      .map((element) => page(element).attr('id'));
    expect(links.length).toBeGreaterThan(5);
    expect(links).toEqual(links.toSorted((a, b) => ids.indexOf(a) - ids.indexOf(b)));
  });

  it('comes again in its own language', async () => {
    const { page } = await send(new URLSearchParams({ locale: 'en' }));
    expect(page('html').attr('lang')).toBe('en');
    expect(page('[data-error-for="aim"]').text()).toBe(stringsOf('en').fieldProblems.required);
  });

  it('says what is wrong with a headcount that is no number, and leaves it in the field', async () => {
    const form = formOf(sampleApplication());
    form.set('company.headcount', 'много');
    const { page } = await send(form);
    expect(page('[data-error-for="company.headcount"]').text()).toBe(stringsOf('ru').fieldProblems.not_a_number);
    expect(page('[name="company.headcount"]').attr('value')).toBe('много');
  });

  it('over the limit comes again with its values, 429 and Retry-After', async () => {
    const ip = '198.51.100.23';
    for (let count = 0; count < 10; count += 1) await send(named(`Предел ${count}`), filledIn(), ip);
    const { response, page } = await send(named('Сверх предела'), filledIn(), ip);
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(page('[name="company.name"]').attr('value')).toBe('Сверх предела');
    expect(page('[data-error-summary]').text()).toContain(stringsOf('ru').problems.too_many_requests.title);
  });
});

describe('the time a form took', () => {
  it('is stamped by a style sheet that nobody caches, in a cookie no script reads', async () => {
    const response = await get('/api/applications/stamp.css');
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('set-cookie')).toMatch(
      /^letok-form=[\w.-]+; Path=\/api\/applications; Max-Age=86400; HttpOnly; SameSite=Lax$/,
    );
  });

  it('keeps its stamp while the form is mended, and replaces a forged one', async () => {
    expect((await get('/api/applications/stamp.css', { cookie: stampOf(5) })).headers.get('set-cookie')).toBeNull();
    expect(
      (await get('/api/applications/stamp.css', { cookie: 'letok-form=forged.stamp' })).headers.get('set-cookie'),
    ).not.toBeNull();
  });

  it.each([
    ['too short', () => stampOf(1)],
    ['in the future', () => stampOf(-60)],
    ['forged', () => `${stampOf(60)}x`],
    ['sealed for another purpose', () => `letok-form=${sealValue('session', Date.now() - 60_000, 3600)}`],
  ])('when %s brings the form again with its values', async (_, cookie) => {
    const { response, page } = await send(named('Слишком быстро'), { cookie: cookie() });
    expect(response.status).toBe(422);
    expect(page('[data-error-summary] h2').text()).toBe(stringsOf('ru').problems.sent_too_fast.title);
    expect(page('[name="company.name"]').attr('value')).toBe('Слишком быстро');
    expect(await suspicionOf('Слишком быстро')).toEqual([]);
  });

  it('when too short is told after the mistakes, which a hasty person must mend anyway', async () => {
    const { page } = await send(new URLSearchParams({ locale: 'ru' }), { cookie: stampOf(1) });
    expect(page('[data-error-summary] h2').text()).not.toBe(stringsOf('ru').problems.sent_too_fast.title);
    expect(page('[data-error-summary] a').length).toBeGreaterThan(5);
  });

  it('when unknown is accepted, with a word for staff', async () => {
    const { response } = await send(named('Без метки'), {});
    expect(response.status).toBe(303);
    expect(await suspicionOf('Без метки')).toEqual(['no_stamp']);
  });

  it('when known leaves no word for staff', async () => {
    await send(named('С меткой'));
    expect(await suspicionOf('С меткой')).toEqual([null]);
  });
});

describe('a program that fills in the hidden field', () => {
  it('gets the same answer, is kept as suspected spam, and nobody is mailed', async () => {
    const mailed = backend.mails.length;
    const form = named('Заполняю всё');
    form.set('website2', 'https://spam.example');
    const { response } = await send(form);
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toMatch(/^\/apply\/thanks\/\?receipt=/);
    expect(await suspicionOf('Заполняю всё')).toEqual(['honeypot']);
    expect(backend.mails.length).toBe(mailed);
  });
});

describe('the thank-you page', () => {
  it.each([
    ['no receipt', ''],
    ['a forged receipt', '?receipt=eyJ4IjoxfQ.AAAA'],
    [
      'a value sealed for another purpose',
      () => `?receipt=${sealValue('session', { number: 'A-0', met: 5, of: 5, answerBy: '2026-11-25' }, 60)}`,
    ],
    [
      'an expired receipt',
      () =>
        `?receipt=${sealValue('application-receipt', { number: 'A-0', met: 5, of: 5, answerBy: '2026-11-25' }, -1)}`,
    ],
  ])('with %s shows its neutral variant', async (_, query) => {
    const page = load(await (await get(`/apply/thanks/${typeof query === 'string' ? query : query()}`)).text());
    expect(page('[data-receipt-present]').attr('hidden')).toBe('hidden');
    expect(page('[data-receipt-missing]').attr('hidden')).toBeUndefined();
    expect(page('[data-receipt="number"]').text()).toBe('');
  });
});
