import { describe, expect, test } from 'vitest';
import { actionsOf, cellStateOf } from '../../src/features/clients/client-rules.ts';
import { checkLead, leadOf, noLeadAnswers } from '../../src/features/leads/lead-answers.ts';
import { kopecksOf, ownClient } from '../../src/features/leads/lead-rules.ts';

describe('the form of a registration', () => {
  test.each([
    ['640 000', 64_000_000],
    ['640\u00A0000,50 ₽', 64_000_050],
    ['1\u202F250.5 руб.', 125_050],
    ['0,01', 1],
    ['', undefined],
    ['  ', undefined],
  ])('reads a sum as people type it: «%s»', (typed, kopecks) => {
    expect(kopecksOf(typed)).toBe(kopecks);
  });

  test.each(['много', '-5', '1e9', '1,234', '12 345 678 901 2', '٣٤'])('takes «%s» for no sum', (typed) => {
    expect(kopecksOf(typed)).toBeNaN();
  });

  test('says under its own name that a sum is none', () => {
    const answers = {
      ...noLeadAnswers,
      client: { country: 'RU', taxId: '0045182304', name: 'Берег', site: '' },
      need: 'Обучение',
      expectedAmount: 'много',
    };
    expect(checkLead(answers)).toEqual({ expectedAmount: 'not_a_number' });
    expect(checkLead({ ...answers, expectedAmount: '0' })).toEqual({ expectedAmount: 'number_range' });
    expect(checkLead({ ...answers, expectedAmount: '640 000' })).toEqual({});
  });

  test('leaves out a person nobody named, and asks for the consent of one who is named', () => {
    expect(leadOf(noLeadAnswers)).not.toHaveProperty('contact');
    const named = {
      ...noLeadAnswers,
      contact: { ...noLeadAnswers.contact, name: 'Вера', email: 'vera@gavan.example' },
    };
    expect(checkLead(named)['contact.consent']).toBe('consent_required');
  });

  test('knows an own client by country and number, however the number is typed', () => {
    const clients = [{ country: 'RU', taxId: '0045182304', name: 'Берег' }];
    expect(ownClient(clients, 'RU', ' 0045 182-304 ')?.name).toBe('Берег');
    expect(ownClient(clients, 'KZ', '0045182304')).toBeUndefined();
    expect(ownClient(clients, 'RU', '')).toBeUndefined();
  });
});

describe('a client of one’s own', () => {
  test.each([
    ['protected', { state: 'active', extensions: 0 }],
    ['extended', { state: 'active', extensions: 1 }],
    ['soon', { state: 'ends_soon', extensions: 1 }],
    ['grace', { state: 'in_grace', extensions: 0 }],
  ] as const)('has a cell that is %s', (cell, pin) => {
    expect(cellStateOf(pin)).toBe(cell);
  });

  test('can be extended or renewed where the rules allow it, and always given up', () => {
    expect(actionsOf({ canExtend: true, canRenew: false })).toEqual(['extension', 'release']);
    expect(actionsOf({ canExtend: false, canRenew: true })).toEqual(['renewal', 'release']);
    expect(actionsOf({ canExtend: false, canRenew: false })).toEqual(['release']);
  });
});
