import { readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');

/** Addresses of all built pages; private ones need a session. */
export function builtPages(): { url: string; isPrivate: boolean }[] {
  return (['dist', 'private'] as const).flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => file.split(path.sep).join('/'))
      .filter((file) => file.endsWith('index.html'))
      .map((file) => ({ url: `/${file.replace(/index\.html$/, '')}`, isPrivate: folder === 'private' })),
  );
}

/** One page of every kind, for tests that look closely. */
export const pageKinds = [
  '/',
  '/en/',
  '/programme/',
  '/programme/terms/',
  '/programme/offer/',
  '/programme/faq/',
  '/legal/consent-processing/',
  '/kb/',
  '/kb/pinning/',
  '/kb/pinning/pin-a-client/',
  '/kb/law/vat/',
  '/solutions/',
  '/news/',
  '/news/corporate-university-5-2/',
  '/events/',
  '/events/human-capital-days/',
  '/solutions/corporate-university/',
  '/apply/',
  '/apply/thanks/',
  '/search/',
  '/sign-in/',
  '/errors/invalid_input/',
  '/nothing-here/',
];
