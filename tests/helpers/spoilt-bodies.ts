import * as fc from 'fast-check';

/** Values somebody may put where something else belongs. */
const oddity = fc.oneof(
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown> },
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) as fc.Arbitrary<unknown> },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      '',
      ' ',
      'null',
      '\u0000',
      '\uD800',
      '\u202Eтекст',
      'я'.repeat(5000),
      '0000000000',
      '00000000-0000-4000-8000-000000000000',
      '-1',
      1e308,
      -1,
      0,
      1.5,
      Number.MAX_SAFE_INTEGER,
      2 ** 63,
      true,
      [],
      {},
      [null],
      [[]],
      { a: { b: { c: {} } } },
      '2026-02-30',
      '9999-12-31',
      '1e5',
      "'; drop table x; --",
      '%00',
      '../..',
      Array.from({ length: 300 }, () => 'a'),
      '🐝'.repeat(100),
      'a@b.example\r\nBcc: c@d.example',
      '<script>alert(1)</script>',
      '=1+1',
      'İ',
      '٣٤٥',
    ),
  },
);

/** Another text or number of the same look, as `co` is for `ru` and `4120-07-31` for a date: what a check of the form lets through. */
function lookalike(value: unknown, seed: number): unknown {
  const digit = (at: number) => (seed * 7 + at * 3) % 10;
  if (typeof value === 'number') return value + digit(1) - 5;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return value;
  return value
    .replace(/[a-z]/g, (_, at: number) => String.fromCharCode(97 + ((seed + at * 11) % 26)))
    .replace(/\d/g, (_, at: number) => String(digit(at)));
}

/** One or several places of a body spoilt: another value, one that looks alike, a missing key, a key of a table's column. */
export function spoilt(body: unknown): fc.Arbitrary<string> {
  const places = placesOf(body);
  const extra = fc.constantFrom(
    'partner_id',
    'partnerId',
    'status',
    'role',
    'id',
    'protected_until',
    '__proto__',
    'constructor',
    'sample',
  );
  return fc
    .array(fc.tuple(fc.constantFrom(...places), fc.constantFrom(...kinds), oddity, extra, fc.nat(1000)), {
      minLength: 0,
      maxLength: 4,
    })
    .map((changes) => {
      const copy = structuredClone({ root: body }) as Record<string, unknown>;
      for (const [place, kind, value, name, seed] of changes)
        change(copy, ['root', ...place], kind, structuredClone(value), name, seed);
      // As text: a report of what went wrong must not stumble over a body with a `constructor` of its own.
      return JSON.stringify(copy['root']) ?? '';
    });
}

function placesOf(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...at, key]))];
}

const kinds = ['replace', 'remove', 'add', 'resemble'] as const;

function change(
  copy: Record<string, unknown>,
  place: string[],
  kind: (typeof kinds)[number],
  value: unknown,
  name: string,
  seed: number,
): void {
  let holder = copy;
  for (const key of place.slice(0, -1)) {
    const next = holder[key];
    if (typeof next !== 'object' || next === null) return;
    holder = next as Record<string, unknown>;
  }
  const key = place.at(-1)!;
  const inner = holder[key];
  if (kind === 'remove') delete holder[key];
  else if (kind === 'resemble') holder[key] = lookalike(inner, seed);
  else if (kind === 'add' && typeof inner === 'object' && inner !== null)
    Object.defineProperty(inner, name, { value, enumerable: true, configurable: true, writable: true });
  else holder[key] = value;
}
