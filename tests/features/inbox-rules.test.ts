import { describe, expect, test } from 'vitest';
import strings from '../../src/i18n/strings.ru.json' with { type: 'json' };
import type { InboxItem } from '../../src/features/staff/decision-contract.ts';
import {
  bulkDecisionsOf,
  clockOf,
  commonDecisions,
  grouped,
  keyOf,
  lastMomentOf,
  timeLeft,
  whoseOf,
} from '../../src/features/staff/inbox-rules.ts';
import { rowsOf } from '../../src/features/staff/event-row-rules.ts';
import { differing, marksOf } from '../../src/features/staff/likeness-rules.ts';

const lead = (facts: object = {}) =>
  ({
    kind: 'lead',
    facts: { reason: 'many_refusals', sameDomain: [], similarNames: [], ...facts },
  }) as unknown as InboxItem;
const application = (facts: object = {}) => ({ kind: 'application', facts }) as unknown as InboxItem;

describe('what may be decided for many at once', () => {
  test.each([
    ['a lead without a warning', lead(), ['approve', 'return', 'decline']],
    ['a lead whose client somebody holds', lead({ heldBy: { partner: 'Мост', until: '' } }), []],
    ['a lead about a client of our own', lead({ standing: 'direct' }), []],
    ['a lead with a known domain', lead({ sameDomain: [{}] }), []],
    ['a lead that another partner has too', lead({ reasons: ['many_refusals', 'other_lead'] }), []],
    ['a lead with a similar name', lead({ similarNames: [{}] }), []],
    ['an application', application(), ['return', 'decline']],
    ['an application of a known company', application({ known: 'partner' }), []],
    ['an application that looks like spam', application({ suspicion: 'honeypot' }), []],
    ['an appeal', { kind: 'appeal' } as InboxItem, []],
  ])('%s', (_says, item, may) => {
    expect(bulkDecisionsOf(item)).toEqual(may);
  });

  test('is what every selected line allows', () => {
    expect(commonDecisions([lead(), application()])).toEqual(['return', 'decline']);
    expect(commonDecisions([])).toEqual([]);
  });
});

test('lines stand under overdue, today, tomorrow and later, each in its order', () => {
  const lines = [3, -1, 0, 1, -2, 0].map((dueInDays, n) => ({ dueInDays, n }));
  expect(grouped(lines).map(([group, of]) => [group, of.map(({ n }) => n)])).toEqual([
    ['late', [1, 4]],
    ['today', [2, 5]],
    ['tomorrow', [3]],
    ['later', [0]],
  ]);
});

test('the clock counts in the unit that says something, and below nothing after the promise', () => {
  const due = Date.parse('2026-12-01T21:00:00Z');
  const at = (minutes: number) => clockOf('2026-12-01T21:00:00Z', due - minutes * 60_000);
  expect(at(130)).toEqual({ unit: 'hours', n: 2, isLate: false });
  expect(at(12)).toEqual({ unit: 'minutes', n: 12, isLate: false });
  expect(at(-80)).toEqual({ unit: 'hours', n: 1, isLate: true });
  expect(at(5 * 1440)).toEqual({ unit: 'days', n: 5, isLate: false });
});

test('a promise to the day is said with its last minute, one to the hour as it is', () => {
  expect(lastMomentOf('2026-12-01T21:00:00Z', 'Europe/Moscow').toISOString()).toBe('2026-12-01T20:59:00.000Z');
  expect(lastMomentOf('2026-12-01T07:00:00Z', 'Europe/Moscow').toISOString()).toBe('2026-12-01T07:00:00.000Z');
});

test('a line of technical support says how much it hinders', () => {
  const words = { inbox: strings.inbox, severities: strings.support.severities };
  const says = (facts: object) => whoseOf({ kind: 'support', facts } as unknown as InboxItem, words);
  expect(says({ severity: 'stopped' })).toBe('просит помощи: работа остановилась');
  expect(says({ help: 'joint_demo' })).toBe('просит помощи');
});

test('the rim is the part of the promise that is left', () => {
  const item = { createdAt: '2026-12-01T00:00:00Z', dueAt: '2026-12-03T00:00:00Z' };
  const left = (at: string) => timeLeft(item, Date.parse(at));
  expect([left('2026-12-01T00:00:00Z'), left('2026-12-02T12:00:00Z'), left('2026-12-09T00:00:00Z')]).toEqual([
    1, 0.25, 0,
  ]);
});

test('keys are those engraved, whatever the layout writes', () => {
  expect([
    keyOf({ key: 'ф', code: 'KeyA' }),
    keyOf({ key: 'J', code: 'KeyJ' }),
    keyOf({ key: '?', code: 'Digit7' }),
  ]).toEqual(['a', 'j', '?']);
});

describe('what a similar client has in common with a lead', () => {
  const own = { client: { taxId: '0045127367', country: 'RU', domains: ['zarya-log.example'] } } as Parameters<
    typeof marksOf
  >[0];
  test('one mistyped digit, another ending of the domain and a similar name are similar, the rest is not', () => {
    expect(
      marksOf(own, {
        taxId: '0045127368',
        country: 'KZ',
        domains: ['zarya-log.test'],
        similarity: 0.6,
        sameDomain: false,
      }),
    ).toEqual({ name: 'similar', taxId: 'similar', domain: 'similar', country: undefined });
    expect(marksOf(own, { taxId: '7707083893', country: 'RU', similarity: 0.1, sameDomain: true })).toEqual({
      name: undefined,
      taxId: undefined,
      domain: 'equal',
      country: 'equal',
    });
  });
  test('numbers of different length have nothing to compare', () => {
    expect(differing('0045127367', '004512736700')).toBe(Number.POSITIVE_INFINITY);
  });
});

test('contacts of an event are read as they are pasted', () => {
  expect(rowsOf('Гость; ru; 0012345673; Дина; dina@gost.example\n\n Двор\tKZ\t940140000385')).toEqual([
    {
      client: { name: 'Гость', country: 'RU', taxId: '0012345673' },
      contact: { name: 'Дина', email: 'dina@gost.example', consent: true },
    },
    { client: { name: 'Двор', country: 'KZ', taxId: '940140000385' } },
  ]);
});
