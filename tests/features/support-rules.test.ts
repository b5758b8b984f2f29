import { describe, expect, test } from 'vitest';
import { noSupportAnswers, supportOf, checkSupport } from '../../src/features/support/support-answers.ts';
import { instantInZone, timeLeft } from '../../src/features/support/support-rules.ts';

describe('what the clock of a zone shows', () => {
  test.each([
    ['2026-12-10T14:00', 'Europe/Moscow', '2026-12-10T11:00:00.000Z'],
    ['2026-12-10T14:00', 'Asia/Vladivostok', '2026-12-10T04:00:00.000Z'],
    ['2026-01-01T00:30', 'Asia/Almaty', '2025-12-31T19:30:00.000Z'],
    // The clocks of Berlin went from 2 to 3 o'clock in this night.
    ['2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25T12:00', 'Europe/Berlin', '2026-10-25T11:00:00.000Z'],
  ])('%s in %s is %s', (local, zone, expected) => {
    expect(instantInZone(local, zone)).toBe(expected);
  });

  test.each(['', '2026-12-10', '2026-13-40T99:99', 'tomorrow'])('%j is no time', (local) => {
    expect(instantInZone(local, 'Europe/Moscow')).toBeUndefined();
  });
});

test('what is left is told in days, hours and minutes, and no more once it has passed', () => {
  const now = Date.parse('2026-12-07T09:00:00Z');
  expect(timeLeft('2026-12-08T11:30:00Z', now)).toEqual({ days: 1, hours: 2, minutes: 30 });
  expect(timeLeft('2026-12-07T09:00:30Z', now)).toEqual({ days: 0, hours: 0, minutes: 0 });
  expect(timeLeft('2026-12-07T08:59:00Z', now)).toBeUndefined();
});

describe('a new request', () => {
  const blank = noSupportAnswers('presale', 'Europe/Moscow');

  test('says what is missing, by field', () => {
    expect(checkSupport(blank)).toEqual({ help: 'required', text: 'required' });
    expect(checkSupport({ ...blank, kind: 'technical', solution: '' })).toMatchObject({
      solution: 'required',
      severity: 'required',
      text: 'required',
    });
  });

  test('takes its time from the chosen zone, and nothing of the other kind', () => {
    const answers = { ...blank, help: 'joint_demo', text: 'Показ', wantedAt: '2026-12-10T14:00', severity: 'broken' };
    expect(checkSupport(answers)).toEqual({});
    expect(supportOf(answers, [{ id: 'a', name: 'x.png', bytes: 1 }])).toEqual({
      kind: 'presale',
      help: 'joint_demo',
      text: 'Показ',
      wantedAt: '2026-12-10T11:00:00.000Z',
      wantedZone: 'Europe/Moscow',
      files: ['a'],
    });
    expect(checkSupport({ ...answers, wantedAt: 'soon' })).toEqual({ wantedAt: 'date_format' });
  });
});
