import { describe, expect, it } from 'vitest';
import { siteAddress } from '#build/site-address.ts';

describe('the address of the site', () => {
  it.each([
    [
      'what is set',
      { LETOK_SITE_URL: 'https://partners.example/', URL: 'https://x.netlify.app' },
      'https://partners.example',
    ],
    ['what Netlify says', { URL: 'https://x.netlify.app' }, 'https://x.netlify.app'],
    [
      'what Netlify says, where the setting is empty as in .env.example',
      { LETOK_SITE_URL: ' ', URL: 'https://x.netlify.app' },
      'https://x.netlify.app',
    ],
    ['this machine', { LETOK_SITE_URL: '' }, 'http://localhost:4321'],
    ['this machine with the port of the host', { PORT: '8080' }, 'http://localhost:8080'],
  ])('is %s', (_, variables, address) => {
    expect(siteAddress(variables)).toBe(address);
  });

  it.each(['partners.example', 'ftp://partners.example', 'https://'])(
    'is not «%s», and the setting is named',
    (address) => {
      expect(() => siteAddress({ LETOK_SITE_URL: address })).toThrow('LETOK_SITE_URL is not an address');
    },
  );
});
