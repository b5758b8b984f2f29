import { describe, expect, it } from 'vitest';
import { inOrder, isPast, spanOf, type EventClock } from '#build/events/event-time.ts';

const utc = (event: EventClock) => [spanOf(event).start.toISOString(), spanOf(event).end.toISOString()];

describe('the time of an event', () => {
  it.each<[string, EventClock, [string, string]]>([
    [
      'is told by the clock of its zone',
      { startsOn: '2027-02-18', startsAt: '11:00', endsAt: '12:30', timeZone: 'Europe/Moscow' },
      ['2027-02-18T08:00:00.000Z', '2027-02-18T09:30:00.000Z'],
    ],
    [
      'follows the zone, not Moscow',
      { startsOn: '2027-01-21', startsAt: '15:00', endsAt: '17:30', timeZone: 'Asia/Almaty' },
      ['2027-01-21T10:00:00.000Z', '2027-01-21T12:30:00.000Z'],
    ],
    [
      'knows what the zone was before its clocks were changed for good',
      { startsOn: '2024-02-01', startsAt: '15:00', endsAt: '16:00', timeZone: 'Asia/Almaty' },
      ['2024-02-01T09:00:00.000Z', '2024-02-01T10:00:00.000Z'],
    ],
    [
      'crosses the night in which clocks go forward',
      { startsOn: '2027-03-27', endsOn: '2027-03-28', startsAt: '22:00', endsAt: '04:00', timeZone: 'Europe/Berlin' },
      ['2027-03-27T21:00:00.000Z', '2027-03-28T02:00:00.000Z'],
    ],
    [
      'in the hour that clocks leave out is an hour later',
      { startsOn: '2027-03-28', startsAt: '02:30', endsAt: '04:00', timeZone: 'Europe/Berlin' },
      ['2027-03-28T01:30:00.000Z', '2027-03-28T02:00:00.000Z'],
    ],
    [
      'ends on the last of several days',
      { startsOn: '2027-04-21', endsOn: '2027-04-22', startsAt: '09:30', endsAt: '18:00', timeZone: 'Asia/Almaty' },
      ['2027-04-21T04:30:00.000Z', '2027-04-22T13:00:00.000Z'],
    ],
    [
      'of whole days is from midnight to midnight of its zone',
      { startsOn: '2027-04-21', endsOn: '2027-04-22', timeZone: 'Europe/Moscow' },
      ['2027-04-20T21:00:00.000Z', '2027-04-22T21:00:00.000Z'],
    ],
    [
      'without an end lasts to the end of its day',
      { startsOn: '2027-02-18', startsAt: '11:00', timeZone: 'Europe/Moscow' },
      ['2027-02-18T08:00:00.000Z', '2027-02-18T21:00:00.000Z'],
    ],
  ])('%s', (_says, event, times) => expect(utc(event)).toEqual(times));

  it('says the day after the last, also at the end of February', () => {
    expect(spanOf({ startsOn: '2028-02-28', endsOn: '2028-02-29', timeZone: 'UTC' }).dayAfter).toBe('2028-03-01');
    expect(spanOf({ startsOn: '2027-02-28', timeZone: 'UTC' }).dayAfter).toBe('2027-03-01');
  });
});

describe('events', () => {
  const at = (startsOn: string, startsAt: string, endsAt: string, timeZone = 'Europe/Moscow') => ({
    clock: { startsOn, startsAt, endsAt, timeZone },
  });
  const today = at('2026-11-28', '11:00', '12:00');
  const almaty = at('2026-11-28', '11:00', '12:00', 'Asia/Almaty');
  const tomorrow = at('2026-11-29', '11:00', '12:00');
  const yesterday = at('2026-11-27', '11:00', '12:00');

  it('have passed when their last minute has, wherever they are', () => {
    const now = new Date('2026-11-28T07:30:00Z');
    expect([today, almaty].map(({ clock }) => isPast(clock, now))).toEqual([false, true]);
    expect(isPast(today.clock, new Date('2026-11-28T09:00:00Z'))).toBe(true);
  });

  it('that come stand with the next one first, those that have been with the last', () => {
    const { coming, past } = inOrder([tomorrow, yesterday, today, almaty], new Date('2026-11-28T07:30:00Z'));
    expect(coming).toEqual([today, tomorrow]);
    expect(past).toEqual([almaty, yesterday]);
  });
});
