import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInput } from '../../src/api/problem-contract.ts';
import { signInCodeRequest, signInRequest } from '../../src/features/account/session-contract.ts';
import { appealRequest, extensionRequest, waitingListRequest } from '../../src/features/clients/client-contract.ts';
import { enquiryRequest } from '../../src/features/enquiries/enquiry-contract.ts';
import { leadRequest, requiredLeadFields } from '../../src/features/leads/lead-contract.ts';
import { offerAcceptanceRequest } from '../../src/features/offer/offer-contract.ts';
import { decisionRequest } from '../../src/features/staff/decision-contract.ts';

const taxId = '0045182304';
const lead = {
  client: { name: 'ООО «Тихая гавань»', country: 'RU', taxId },
  solutions: [],
  need: 'Перевести обучение на портал',
};
const enquiry = {
  company: { name: 'Тихая гавань' },
  contact: { name: 'Вера', email: 'vera@gavan.example' },
  solutions: [],
  message: 'Хотим посмотреть',
  consents: { processing: true },
  locale: 'ru',
};
const fields = (read: ReturnType<typeof readInput>) => (read.ok ? {} : read.fields);

/** The dotted names of all fields without which the contract refuses the lead. */
function neededFields(whole: Record<string, unknown>): string[] {
  const leaves = (value: unknown, name: string): string[] =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, name ? `${name}.${key}` : key))
      : [name];
  return leaves(whole, '').filter((name) => {
    const copy = structuredClone(whole);
    const [first = '', second] = name.split('.');
    if (second) delete (copy[first] as Record<string, unknown>)[second];
    else delete copy[first];
    return fields(readInput(leadRequest, copy))[name] === 'required';
  });
}

describe('a registration', () => {
  test('needs a country, a tax id, a name and a need, and no field beside them', () => {
    const whole = { ...lead, client: { ...lead.client, site: 'gavan.example' }, expectedAmountKopecks: 100 };
    expect(
      neededFields(whole)
        .filter((name) => name !== 'solutions')
        .sort(),
    ).toEqual([...requiredLeadFields].sort());
  });

  test('names a person at the client only with that person’s consent', () => {
    const contact = { name: 'Вера', email: 'vera@gavan.example' };
    expect(fields(readInput(leadRequest, { ...lead, contact }))).toEqual({ 'contact.consent': 'consent_required' });
    expect(fields(readInput(leadRequest, { ...lead, contact: { ...contact, consent: false } }))).toEqual({
      'contact.consent': 'consent_required',
    });
    expect(readInput(leadRequest, { ...lead, contact: { ...contact, consent: true } })).toMatchObject({ ok: true });
  });

  test.each([
    ['client.taxId', 'tax_id_checksum', { ...lead, client: { ...lead.client, taxId: '0045182305' } }],
    ['client.taxId', 'tax_id_placeholder', { ...lead, client: { ...lead.client, taxId: '0000000000' } }],
    ['need', 'too_short', { ...lead, need: 'да' }],
    ['expectedAmountKopecks', 'number_range', { ...lead, expectedAmountKopecks: 0 }],
    ['expectedAmountKopecks', 'not_a_number', { ...lead, expectedAmountKopecks: 10.5 }],
    ['expectedCloseOn', 'date_format', { ...lead, expectedCloseOn: '2027-02-30' }],
    ['solutions', 'choice_unknown', { ...lead, solutions: ['../etc'] }],
  ])('says what is wrong with %s: %s', (name, code, input) => {
    expect(fields(readInput(leadRequest, input))).toEqual({ [name]: code });
  });

  test('keeps the lines of a need and nothing nobody meant to send', () => {
    const read = readInput(leadRequest, { ...lead, need: '  Обучение:\r\n\r\n\r\n1 200   человек\u202E\u0000 ' });
    expect(read).toMatchObject({ ok: true, value: { need: 'Обучение:\n\n1 200 человек' } });
  });
});

describe('sign-in', () => {
  test('reads six digits however they are typed or pasted', () => {
    for (const code of ['123456', ' 123 456 ', '123-456', '１２３４５６', '12\u200B34 56'])
      expect(readInput(signInRequest, { email: 'a@b.ru', code })).toMatchObject({
        ok: true,
        value: { code: '123456' },
      });
    for (const code of ['12345', '1234567', '12345а', '١٢٣٤٥٦'])
      expect(fields(readInput(signInRequest, { email: 'a@b.ru', code }))).toEqual({ code: 'code_format' });
  });

  test('wants an address', () => {
    expect(fields(readInput(signInCodeRequest, { email: 'anna' }))).toEqual({ email: 'email_format' });
  });
});

describe('the other requests', () => {
  test('an acceptance names text, person, position and authority', () => {
    expect(fields(readInput(offerAcceptanceRequest, {}))).toEqual({
      edition: 'required',
      sha256: 'required',
      fullName: 'required',
      position: 'required',
      authority: 'required',
    });
  });

  test('an extension says what was done', () => {
    expect(fields(readInput(extensionRequest, { activity: 'звонил' }))).toEqual({ activity: 'too_short' });
  });

  test('an appeal names the lead, or the client where a refusal left no lead', () => {
    const statement = 'Клиент письменно выбрал нас';
    expect(fields(readInput(appealRequest, { statement }))).toEqual({ leadNumber: 'required' });
    expect(readInput(appealRequest, { statement, leadNumber: 'L-7K2M9QXA' })).toMatchObject({ ok: true });
    expect(readInput(appealRequest, { statement, client: { country: 'RU', taxId } })).toMatchObject({ ok: true });
    expect(readInput(waitingListRequest, { country: 'RU', taxId: '00 451 82 304' })).toMatchObject({
      value: { taxId },
    });
  });

  test('a decision has a reason', () => {
    expect(fields(readInput(decisionRequest, { decision: 'decline', reason: ' ' }))).toEqual({ reason: 'required' });
    expect(fields(readInput(decisionRequest, { decision: 'ban', reason: 'потому' }))).toEqual({
      decision: 'choice_unknown',
    });
  });

  test('an enquiry may come without a tax id; one that is given needs its country and has to be right', () => {
    const withCompany = (company: object) =>
      fields(readInput(enquiryRequest, { ...enquiry, company: { ...enquiry.company, ...company } }));
    expect(withCompany({})).toEqual({});
    expect(withCompany({ taxId })).toEqual({ 'company.country': 'required' });
    expect(withCompany({ taxId: '0045182305', country: 'RU' })).toEqual({ 'company.taxId': 'tax_id_checksum' });
    expect(withCompany({ taxId: '00 4518 2304', country: 'RU' })).toEqual({});
  });

  test('no request throws, whatever it is given', () => {
    const contracts = [
      leadRequest,
      signInRequest,
      offerAcceptanceRequest,
      appealRequest,
      enquiryRequest,
      decisionRequest,
    ];
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...contracts), (input, contract) => {
        expect(typeof readInput(contract, input).ok).toBe('boolean');
      }),
    );
  });
});
