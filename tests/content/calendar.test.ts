import { describe, expect, it } from 'vitest';
import { calendarText, type CalendarEvent, type CalendarSource } from '#build/events/calendar.ts';
import { calendarFaults, parsedEvents } from '#tests/helpers/calendar-checks.ts';

const event = (name: string, more: Partial<CalendarEvent> = {}): CalendarEvent => ({
  title:
    'Разбор показа «Корпоративного университета»: всё, что спрашивают; и ответы \\ о ценах — очень длинное название',
  description:
    'Онлайн-встреча для пресейлов — два показа с разбором ошибок, ответы на вопросы партнёров; запись будет.',
  path: `public /events/${name}/`,
  address: `https://partners.example/events/${name}/`,
  checkedOn: '2026-11-12',
  startsOn: '2027-02-18',
  startsAt: '11:00',
  endsAt: '12:30',
  timeZone: 'Asia/Almaty',
  ...more,
});
const source: CalendarSource = {
  name: 'Леток: События',
  language: 'ru',
  address: 'https://partners.example/events/calendar.ics',
  host: 'partners.example',
  events: [
    event('clock', {
      place: 'Астана, площадка организатора; вход со двора',
      registration: 'https://events.example/a,b;c',
    }),
    event('days', { startsOn: '2027-02-27', endsOn: '2027-02-28', startsAt: undefined, endsAt: undefined }),
    event('open', { endsAt: undefined }),
    event('night', { endsOn: '2027-02-19', startsAt: '22:00', endsAt: '02:00' }),
    event('emoji', { title: `${'Я'.repeat(30)}👩‍👩‍👧‍👦${'ё'.repeat(40)}` }),
  ],
};
const text = calendarText(source);
const byName = (name: string) =>
  parsedEvents(calendarText({ ...source, events: source.events.filter(({ path }) => path.includes(name)) }))[0]!;

describe('the calendar of events', () => {
  it('keeps RFC 5545, with Cyrillic, commas and signs of many octets', () => {
    expect(calendarFaults(text)).toEqual([]);
    expect(text.split('\r\n').some((line) => Buffer.byteLength(line) > 70)).toBe(true);
  });

  it('is read by another program as it was meant', () => {
    const parsed = parsedEvents(text);
    expect(parsed.map(({ summary }) => summary)).toEqual(source.events.map(({ title }) => title));
    expect(parsed[0]!.location).toBe('Астана, площадка организатора; вход со двора');
    expect(parsed[0]!.description).toContain(source.events[0]!.description);
    expect(parsed[0]!.description).toContain('https://events.example/a,b;c');
  });

  it('tells the time in UTC, the zone and the night reckoned in', () => {
    expect(byName('clock')).toMatchObject({ start: '2027-02-18T06:00:00.000Z', end: '2027-02-18T07:30:00.000Z' });
    expect(byName('night')).toMatchObject({ start: '2027-02-18T17:00:00.000Z', end: '2027-02-18T21:00:00.000Z' });
  });

  it('tells whole days as days, the end being the day after the last', () => {
    expect(byName('days')).toMatchObject({ isDay: true, start: '2027-02-27', end: '2027-03-01' });
    expect(text).toContain('DTSTART;VALUE=DATE:20270227\r\nDTEND;VALUE=DATE:20270301\r\n');
  });

  it('invents no end where none is told', () => {
    expect(byName('open').end).toBeNull();
  });

  it('is the same whenever and in whatever time zone it is made', () => {
    const zone = process.env['TZ'];
    const made = ['Pacific/Auckland', 'America/Los_Angeles'].map((name) => {
      process.env['TZ'] = name;
      return calendarText(source);
    });
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    expect(made).toEqual([text, text]);
    expect(text.match(/DTSTAMP:\d+/g)).toEqual(source.events.map(() => 'DTSTAMP:20261112'));
  });

  it('knows an event in every language by one UID, and by another on another site or for other readers', () => {
    const uid = (path: string, host = source.host) =>
      parsedEvents(calendarText({ ...source, host, events: [event('x', { path })] }))[0]!.uid;
    const one = uid('public /events/x/');
    expect(uid('public /events/x/')).toBe(one);
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set([one, uid('partner /events/x/'), uid('public /events/x/', 'other.example')]).size).toBe(3);
  });

  it('of one event has neither name nor address of its own', () => {
    const single = calendarText({ name: 'x', language: 'ru', host: source.host, events: [source.events[0]!] });
    expect(calendarFaults(single)).toEqual([]);
    expect(single).not.toMatch(/^(NAME|X-WR-CALNAME|REFRESH-INTERVAL)/m);
  });
});

describe('the check of calendars notices', () => {
  it.each<[string, string | RegExp, string]>([
    ['line ends of Unix', /\r\n/g, '\n'],
    ['a line too long', /\r\n /, ''],
    ['a missing UID', /UID:[^\r]*\r\n/, ''],
    ['a missing DTSTAMP', /DTSTAMP:[^\r]*\r\n/, ''],
    ['a time without a zone', /(DTSTART:\d{8}T\d{6})Z/, '$1'],
    ['a day as a time', 'DTSTART;VALUE=DATE:20270227', 'DTSTART;VALUE=DATE:20270227T000000Z'],
    ['an end of another kind', 'DTEND;VALUE=DATE:20270301', 'DTEND:20270301T000000Z'],
    ['an end before the beginning', 'DTEND;VALUE=DATE:20270301', 'DTEND;VALUE=DATE:20270226'],
    ['an unknown property', 'SEQUENCE:0', 'RANK:0'],
    ['two summaries', /(SUMMARY:)/, 'SUMMARY:x\r\n$1'],
    ['a comma that is not escaped', '\\,', ','],
    ['an event that is not closed', 'END:VEVENT\r\n', ''],
    ['a UID that is there twice', /(UID:[^\r]*)([\s\S]*?)UID:[^\r]*/, '$1$2$1'],
    ['another version', 'VERSION:2.0', 'VERSION:1.0'],
    ['an empty line', 'END:VEVENT', '\r\nEND:VEVENT'],
  ])('%s', (_what, from, to) => {
    const broken = text.replace(from, to);
    expect(broken).not.toBe(text);
    expect(calendarFaults(broken)).not.toEqual([]);
  });
});
