import ICAL from 'ical.js';

/** Properties RFC 5545 (3.6, 3.6.1) and RFC 7986 know for a calendar and an event: how often each may be there. */
const calendarProperties: Record<string, [least: number, most: number]> = {
  PRODID: [1, 1],
  VERSION: [1, 1],
  CALSCALE: [0, 1],
  METHOD: [0, 1],
  NAME: [0, 9],
  DESCRIPTION: [0, 9],
  UID: [0, 1],
  URL: [0, 1],
  'LAST-MODIFIED': [0, 1],
  'REFRESH-INTERVAL': [0, 1],
  SOURCE: [0, 1],
  COLOR: [0, 1],
  CATEGORIES: [0, 9],
};
const eventProperties: Record<string, [least: number, most: number]> = {
  UID: [1, 1],
  DTSTAMP: [1, 1],
  DTSTART: [1, 1],
  DTEND: [0, 1],
  DURATION: [0, 1],
  SUMMARY: [1, 1],
  DESCRIPTION: [0, 1],
  LOCATION: [0, 1],
  URL: [0, 1],
  CREATED: [0, 1],
  'LAST-MODIFIED': [0, 1],
  SEQUENCE: [0, 1],
  STATUS: [0, 1],
  TRANSP: [0, 1],
  CLASS: [0, 1],
  GEO: [0, 1],
  ORGANIZER: [0, 1],
  CATEGORIES: [0, 9],
};

/** What is wrong with an iCalendar file by RFC 5545, nothing when it is right. */
export function calendarFaults(text: string): string[] {
  return [...lineFaults(text), ...propertyFaults(unfold(text)), ...parserFaults(text)];
}

/** 3.1: lines end with CRLF and have at most 75 octets; a letter of several octets is not torn apart, a control character is none. */
function lineFaults(text: string): string[] {
  const lines = text.split('\r\n');
  return [
    ...(text.endsWith('\r\n') && !text.endsWith('\r\n\r\n') ? [] : ['does not end with one CRLF']),
    ...(/(?<!\r)\n|\r(?!\n)/.test(text) ? ['a line that does not end with CRLF'] : []),
    ...(text.includes('\uFFFD') ? ['a letter torn apart'] : []),
    // oxlint-disable-next-line no-control-regex
    ...(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(text) ? ['a control character'] : []),
    ...(text.startsWith('\uFEFF') ? ['a byte order mark'] : []),
    ...lines.filter((line) => Buffer.byteLength(line) > 75).map((line) => `longer than 75 octets: ${line}`),
    ...lines
      .slice(0, -1)
      .filter((line) => line.trim() === '')
      .map(() => 'an empty line'),
  ];
}

const unfold = (text: string) =>
  text
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .slice(0, -1);

interface Property {
  name: string;
  parameters: string;
  value: string;
}

function propertyFaults(lines: readonly string[]): string[] {
  const faults: string[] = [];
  const open: { name: string; properties: Property[] }[] = [];
  for (const line of lines) {
    const match = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/s.exec(line);
    if (!match) {
      faults.push(`no content line: ${line}`);
      continue;
    }
    const [, name = '', parameters = '', value = ''] = match;
    if (name === 'BEGIN') open.push({ name: value, properties: [] });
    else if (name === 'END') {
      const closed = open.pop();
      if (closed?.name !== value) faults.push(`END:${value} closes nothing`);
      else faults.push(...componentFaults(closed.name, closed.properties));
    } else open.at(-1)?.properties.push({ name, parameters, value });
  }
  if (open.length > 0) faults.push('a component is not closed');
  return faults;
}

const DATE_TIME = /^\d{8}T\d{6}Z$/;

function componentFaults(component: string, properties: readonly Property[]): string[] {
  const known = { VCALENDAR: calendarProperties, VEVENT: eventProperties }[component];
  if (!known) return [`an unknown component ${component}`];
  const count = (name: string) => properties.filter((property) => property.name === name).length;
  const find = (name: string) => properties.find((property) => property.name === name);
  const faults = [
    ...properties.filter(({ name }) => !known[name] && !name.startsWith('X-')).map(({ name }) => `unknown ${name}`),
    ...Object.entries(known)
      .filter(([name, [least, most]]) => count(name) < least || count(name) > most)
      .map(([name]) => `${name} ${count(name)} times in ${component}`),
  ];
  if (component === 'VCALENDAR') return find('VERSION')?.value === '2.0' ? faults : [...faults, 'VERSION is not 2.0'];
  const [start, end, stamp] = ['DTSTART', 'DTEND', 'DTSTAMP'].map(find);
  const isDay = start?.parameters === ';VALUE=DATE';
  const isRight = ({ value }: Property) => (isDay ? /^\d{8}$/ : DATE_TIME).test(value);
  return [
    ...faults,
    ...(stamp && DATE_TIME.test(stamp.value) ? [] : ['DTSTAMP is not in UTC']),
    ...[start, end].filter((one) => one && !isRight(one)).map((one) => `${one!.name} ${one!.value}`),
    ...(end && end.parameters !== start?.parameters ? ['DTEND is of another kind than DTSTART'] : []),
    ...(end && start && end.value <= start.value ? ['DTEND is not after DTSTART'] : []),
    ...(end && find('DURATION') ? ['DTEND and DURATION'] : []),
    // 3.3.11: in a text commas, semicolons and backslashes are escaped, and nothing else is.
    ...['SUMMARY', 'DESCRIPTION', 'LOCATION']
      .map(find)
      .filter((one) => one && /[\\;,]/.test(one.value.replace(/\\[\\;,nN]/g, '')))
      .map((one) => `${one!.name} is not escaped: ${one!.value}`),
    ...['SEQUENCE']
      .map(find)
      .filter((one) => one && !/^\d+$/.test(one.value))
      .map(() => 'SEQUENCE is no number'),
  ];
}

export interface ParsedEvent {
  uid: string;
  summary: string;
  description: string;
  location: string | null;
  isDay: boolean;
  start: string;
  end: string | null;
}

/** The events as an independent parser understands them; times in UTC. */
export function parsedEvents(text: string): ParsedEvent[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0]);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    const end = component.getFirstPropertyValue('dtend') as InstanceType<typeof ICAL.Time> | null;
    const told = (time: InstanceType<typeof ICAL.Time>) =>
      time.isDate ? time.toString() : time.toJSDate().toISOString();
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      location: event.location,
      isDay: event.startDate.isDate,
      start: told(event.startDate),
      end: end && told(end),
    };
  });
}

function parserFaults(text: string): string[] {
  try {
    const uids = parsedEvents(text).map(({ uid }) => uid);
    return new Set(uids).size === uids.length ? [] : ['a UID twice'];
  } catch (error) {
    return [`ical.js: ${String(error)}`];
  }
}
