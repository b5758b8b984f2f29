import { afterEach, describe, expect, it } from 'vitest';
import { editAddress, repositoryUrl } from '#build/edit-address.ts';

afterEach(() => delete process.env['LETOK_REPOSITORY_URL']);

describe('the link to the file of a page', () => {
  it.each([
    ['https://github.com/vendor/partners', 'https://github.com/vendor/partners/edit/main'],
    ['https://github.com/vendor/partners/', 'https://github.com/vendor/partners/edit/main'],
    ['https://github.com/vendor/partners/edit/release', 'https://github.com/vendor/partners/edit/release'],
    ['https://gitlab.vendor.example/web/partners', 'https://gitlab.vendor.example/web/partners/-/edit/main'],
    ['https://git.vendor.example/partners/_edit/main', 'https://git.vendor.example/partners/_edit/main'],
  ])('begins, for the setting %s, with %s', (setting, base) => {
    expect(repositoryUrl(setting)).toBe(base);
  });

  it('is there only when the setting is', () => {
    expect(editAddress('content/kb/ru/pinning/extend.mdx')).toBeUndefined();
    process.env['LETOK_REPOSITORY_URL'] = ' ';
    expect(editAddress('content/kb/ru/pinning/extend.mdx')).toBeUndefined();
    process.env['LETOK_REPOSITORY_URL'] = 'https://github.com/vendor/partners';
    expect(editAddress('content/kb/ru/pinning/extend.mdx')).toBe(
      'https://github.com/vendor/partners/edit/main/content/kb/ru/pinning/extend.mdx',
    );
    expect(editAddress(undefined)).toBeUndefined();
  });

  it.each([
    'vendor/partners',
    'http://github.com/vendor/partners',
    'https://github.com/',
    'https://me:word@git.example/x',
    'javascript:alert(1)',
  ])('stops the build when the setting is %s', (setting) => {
    expect(() => repositoryUrl(setting)).toThrow(/^LETOK_REPOSITORY_URL is not an address such as/);
  });
});
