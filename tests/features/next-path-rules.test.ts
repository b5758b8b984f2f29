import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextPath } from '../../src/features/account/next-path-rules.ts';

const own = [
  '/',
  '/partner/',
  '/en/staff/',
  '/partner/leads/new/',
  '/partner/receipts/?number=R-7K2M9QXA',
  '/partner/kb/sell/margin/#discount',
  '/partner/kb/%D0%BF%D1%80%D0%BE%D0%B4%D0%B0%D0%B6%D0%B0/?q=%D1%81%D0%BA%D0%B8%D0%B4%D0%BA%D0%B0',
];

/** What people have tried at other sites to be led elsewhere, or to have something done, after signing in. */
const beginnings = [
  '//',
  '///',
  '////',
  '/\\',
  '\\/',
  '\\\\',
  '/\\/',
  '//\\',
  '/\t/',
  '/\n/',
  '/\r\n/',
  '\t//',
  ' //',
  '/ /',
  '\u00A0//',
  '\u2028//',
  '/\u200B/',
  '/%09/',
  '/%0a/',
  '/%0d%0a/',
  '/%5c',
  '/%5C/',
  '/%2f',
  '/%2F/',
  '/.//',
  '/..//',
  '/a/..//',
  '/%2e%2e//',
  '/./\\',
  '/;//',
  'http://',
  'https://',
  'HTTPS://',
  'https:',
  'https:/',
  'https:\\\\',
  'ftp://',
  'file:///',
  'ws://',
  'http:////',
  'http://localhost@',
  'https://site.invalid@',
  '//site.invalid@',
  '//site.invalid.',
  '@',
  ':',
  '?//',
  '#//',
  './/',
  '../',
];
const hosts = ['evil.example', 'evil.example/partner/', 'evil%E3%80%82example', '[::1]', '127.1'];
const commands = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'vbscript:x',
  'blob:x',
  'about:blank',
  'mailto:a@b.ru',
  'view-source:x',
  '/api/session',
  '/api/leads',
  '/API/session',
  '/dev/mailbox/',
  '/dev',
  '/sign-in/',
  '/en/sign-in/',
  '/sign-in/?next=//evil.example',
  '/%61pi/../api/x',
  'partner/',
  '',
  ' ',
  'null',
  `/${'a'.repeat(1001)}`,
];
const hostile = [...beginnings.flatMap((start) => hosts.map((host) => start + host)), ...commands];

/** Where a browser would go from the page of sign-in. */
const arrives = (path: string) => new URL(path, 'https://partners.example/sign-in/');

describe('after signing in', () => {
  test.each(own)('one comes to where one wanted to go: %s', (path) => {
    expect(nextPath(path)).toBe(path);
  });

  test(`nobody is led to another site, into the API or in a circle by any of ${hostile.length} addresses`, () => {
    expect(hostile.length).toBeGreaterThan(200);
    const led = hostile.filter((next) => {
      const path = nextPath(next);
      if (path === undefined) return false;
      const { origin, pathname } = arrives(path);
      return (
        origin !== 'https://partners.example' ||
        /^\/+(api|dev)(\/|$)|\/sign-in\/?$/i.test(pathname) ||
        !path.startsWith('/')
      );
    });
    expect(led).toEqual([]);
    // Most of them are no paths of ours in any reading; the rest stay on this site.
    expect(hostile.filter((next) => nextPath(next) === undefined).length).toBeGreaterThan(hostile.length * 0.8);
  });

  test('whatever stands in the address, one stays on this site', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '//',
      '.',
      '..',
      '@',
      ':',
      '%2f',
      '%5c',
      '\t',
      ' ',
      'evil.example',
      'https:',
      '?',
      '#',
      'partner',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
        ),
        (next) => {
          const path = nextPath(next);
          expect(path === undefined || arrives(path).origin === 'https://partners.example').toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
