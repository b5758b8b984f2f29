import { describe, expect, it } from 'vitest';
import { nearAddresses, type Address } from '../../src/components/near-addresses.ts';

const addresses: Address[] = [
  '/',
  '/apply/',
  '/kb/',
  '/kb/law/',
  '/kb/law/vat/',
  '/kb/pinning/',
  '/kb/pinning/extend/',
  '/kb/pinning/pin-a-client/',
  '/kb/pinning/return/',
  '/programme/',
  '/programme/faq/',
  '/programme/offer/',
  '/programme/terms/',
  '/solutions/corporate-university/',
].map((url) => [url, `Title of ${url}`]);
const near = (path: string, language = 'ru') => nearAddresses(path, addresses, language).map(([url]) => url);

describe('an address without a page leads to', () => {
  it.each([
    ['/kb/pining/extend/', '/kb/pinning/extend/'],
    ['/kb/pinning/exetnd', '/kb/pinning/extend/'],
    ['/extend/', '/kb/pinning/extend/'],
    ['/kb/sell/vat.html', '/kb/law/vat/'],
    ['/KB/Pinning/Return/index.php', '/kb/pinning/return/'],
    ['/terms', '/programme/terms/'],
    ['/corporate-university', '/solutions/corporate-university/'],
    ['/solutions/university', '/solutions/corporate-university/'],
    ['/kb/pinning/how-to-pin-a-client/', '/kb/pinning/pin-a-client/'],
  ])('%s: first of all %s', (path, url) => {
    expect(near(path)[0]).toBe(url);
  });

  it('pages of its language', () => {
    expect(nearAddresses('/en/vta/', [['/en/kb/law/vat/', 'VAT']], 'en').map(([url]) => url)).toEqual([
      '/en/kb/law/vat/',
    ]);
    expect(nearAddresses('/en/', addresses, 'en')).toEqual([]);
  });

  it('the section it would stand in, when nothing else is near', () => {
    expect(near('/kb/pinning/zzzzzzzzzzzz/')).toContain('/kb/pinning/');
  });

  it('nothing, when nothing is near, and to five pages at most', () => {
    expect(near('/wp-login-xyz123/')).toEqual([]);
    expect(near('/')).toEqual([]);
    const many = Array.from({ length: 20 }, (_, at): Address => [`/kb/pinning/page-${at}/`, 'x']);
    expect(nearAddresses('/kb/pinning/page/', many, 'ru').length).toBe(5);
  });
});
