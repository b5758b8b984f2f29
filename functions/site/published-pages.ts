import { readPrivateJson } from './site-files.ts';

/** Who may read a page. */
type Access = 'public' | 'partner' | 'staff';

/**
 * Has the build made a page for these readers at this address (`/kb/pinning/`)? It says so in `private/pages.json`; where there is
 * none, as in the dev server, any address may be one.
 */
export async function isPublishedPage(path: string, access: Access): Promise<boolean> {
  const pages = (await readPrivateJson('pages.json')) as Record<string, Access> | undefined;
  return pages === undefined || (Object.hasOwn(pages, path) && pages[path] === access);
}
